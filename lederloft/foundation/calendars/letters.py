"""What a mail about an event says, read when it is sent. The face that writes mail knows the names and addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from lederloft.foundation.calendars.models import EventState, Invitation
from lederloft.foundation.calendars.queries import details_of
from lederloft.foundation.calendars.values import Details, Entry, Party, Source, cancellation, invitation
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.values import CalendarPart


@dataclass(frozen=True)
class Letter:
    """One text for one person. ``previous_starts_at`` is when she was last told that it begins."""

    source: Source
    details: Details
    previous_starts_at: datetime | None
    calendar_part: CalendarPart


def get_letter(ids: Mapping[str, int], *, attendee: Party, organiser: Party) -> Letter | None:
    """The text for the mail with these ids; None when a newer one has been written, or there is none. In a scope."""
    mine = Invitation.objects.filter(pk=ids["invitation_id"], sequence=ids["sequence"])
    row = mine.select_related("event").first()
    if row is None:
        return None
    event = row.event
    is_gone = row.is_withdrawn or event.state == EventState.CANCELLED
    entry = Entry(uid=event.uid, sequence=row.sequence, details=details_of(event), is_cancelled=is_gone)
    write = cancellation if is_gone else invitation
    return Letter(
        source=Source(event.source_label, event.source_id),
        details=entry.details,
        previous_starts_at=datetime.fromtimestamp(ids["told_start"], UTC) if "told_start" in ids else None,
        calendar_part=write(entry, attendee=attendee, organiser=organiser, written_at=clock.now()),
    )
