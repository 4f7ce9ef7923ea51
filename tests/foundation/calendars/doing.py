"""Acts and a mail writer for the tests of calendars."""

import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.mail.backends.locmem import EmailBackend

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


class TakesAndIsCut(EmailBackend):
    """A mail server that takes the mail; the line breaks before it says so."""

    def send_messages(self, messages: Sequence[Any]) -> int:
        super().send_messages(messages)
        raise smtplib.SMTPServerDisconnected("gone")


class NeverTakes(EmailBackend):
    """A mail server that asks everybody to come back later."""

    def send_messages(self, messages: Sequence[Any]) -> int:
        raise smtplib.SMTPDataError(451, b"later")


class Away(EmailBackend):
    """No mail server answers."""

    def open(self) -> bool:
        raise ConnectionRefusedError
