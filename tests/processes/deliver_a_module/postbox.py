"""What lies in the outbox, and what stands in people's calendars, as the tests read it."""

from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.outbox.values import Mail, MailRequest
from tests.domain.makers import Town


def render(request: MailRequest) -> Mail | None:
    """A mail that says its kind."""
    return Mail(subject=request.kind, text=request.kind, html="", language="nb")


def mails(town: Town) -> list[tuple[str, int]]:
    """(kind, person) of every mail of the municipality in the order they were written."""
    rows = OutgoingMail.objects.filter(municipality_id=town.municipality.id).order_by("id")
    return list(rows.values_list("kind", "recipient_id"))


def calendar(town: Town, person_id: int) -> list[calendars.Entry]:
    """What stands in the person's calendar."""
    with town.reading():
        return calendars.list_entries(person_id)
