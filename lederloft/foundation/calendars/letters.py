"""What a mail about an event says, read when it is sent. The face that writes mail knows the names and addresses."""

from dataclasses import dataclass
from datetime import datetime

from lederloft.foundation.calendars.models import EventState, Invitation
from lederloft.foundation.calendars.queries import details_of
from lederloft.foundation.calendars.values import Details, Entry, Party, Source, cancellation, invitation
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.values import CalendarPart


@dataclass(frozen=True)
class Letter:
    """One text for one person. ``previous_starts_at`` is when it was to be before it last moved."""

    source: Source
    details: Details
    previous_starts_at: datetime | None
    calendar_part: CalendarPart


def get_letter(invitation_id: int, *, sequence: int, attendee: Party, organiser: Party) -> Letter | None:
    """The text for the mail with these ids; None when a newer one has been written, or there is none. In a scope."""
    row = Invitation.objects.select_related("event").filter(pk=invitation_id, sequence=sequence).first()
    if row is None:
        return None
    event = row.event
    is_gone = row.is_withdrawn or event.state == EventState.CANCELLED
    entry = Entry(uid=event.uid, sequence=sequence, details=details_of(event), is_cancelled=is_gone)
    write = cancellation if is_gone else invitation
    return Letter(
        source=Source(event.source_label, event.source_id),
        details=entry.details,
        previous_starts_at=event.previous_starts_at,
        calendar_part=write(entry, attendee=attendee, organiser=organiser, written_at=clock.now()),
    )
