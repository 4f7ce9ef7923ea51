"""Acts and a mail writer for the tests of calendars."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.access.api import reach_person
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.calendars.api import Party, get_letter
from lederloft.foundation.outbox.api import Mail, MailRequest
from lederloft.foundation.trail.api import Fact, record
from lederloft.foundation.use_cases.api import use_case

OFFICE = Party("O&F", "lederloft@example.org")


@dataclass(frozen=True, kw_only=True)
class SomethingDone(Fact):
    sentence: ClassVar[str] = "{who} gjorde noe"


@use_case(may=lambda _acting, _subject: True)
def act(do: Callable[[], object], *, acting: Acting) -> None:
    """Whatever a process does, as one act with its fact."""
    do()
    record(SomethingDone())


def render(request: MailRequest) -> Mail | None:
    """What the face that writes mail will do."""
    assert request.municipality_id is not None
    reached = reach_person(request.recipient_id, municipality_id=request.municipality_id)
    assert reached is not None
    letter = get_letter(request.ids, attendee=Party("Deltaker", reached.email), organiser=OFFICE)
    if letter is None:
        return None
    moved = "" if letter.previous_starts_at is None else letter.previous_starts_at.isoformat()
    return Mail(f"{request.kind} {letter.details.title}", moved or "tekst", "", "nb", letter.calendar_part)
