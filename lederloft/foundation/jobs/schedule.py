"""What comes back by itself: one job per slot, by key, however many workers look."""

from datetime import UTC, datetime, timedelta

from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.handlers import list_schedule
from lederloft.foundation.jobs.queue import enqueue
from lederloft.foundation.jobs.values import Recurring
from lederloft.foundation.tenancy.api import list_municipalities


def latest_slot(entry: Recurring, now: datetime) -> str:
    """A name for the last time the work was due: after a stop it is caught up with once, not once per miss."""
    if entry.every is not None:
        since = now - datetime(2000, 1, 1, tzinfo=UTC)
        return f"every:{since // entry.every * int(entry.every.total_seconds())}"
    assert entry.at is not None  # noqa: S101 — Recurring demands one of the two
    day = clock.local_date(now)
    if clock.local(day, entry.at) > now:
        day -= timedelta(days=1)
    return f"at:{day.isoformat()}"


class Schedule:
    """Puts recurring work into the queue; remembers what it has put there, to spare the database."""

    def __init__(self) -> None:
        self._last: dict[Recurring, str] = {}

    def enqueue_due(self) -> None:
        """Queue the latest slot of every entry, unless that was done before, here or by another worker."""
        now = clock.now()
        for entry in list_schedule():
            slot = latest_slot(entry, now)
            if self._last.get(entry) == slot:
                continue
            whose = [m.id for m in list_municipalities()] if entry.per_municipality else [None]
            for municipality_id in whose:
                enqueue(entry.kind, ids={}, municipality_id=municipality_id, account_id=None, key=slot)
            self._last[entry] = slot
