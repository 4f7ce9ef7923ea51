"""The only source of now, and how to let it stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

from lederloft.foundation.clock.values import as_moment, local_date


class StoppedClock:
    """A clock that stands until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self.moment = as_moment(moment)

    def forward(self, by: timedelta) -> None:
        """Move the clock by real time (negative: back)."""
        self.moment += by

    def move_to(self, moment: datetime) -> None:
        """Set the clock to another moment."""
        self.moment = as_moment(moment)


_stopped: ContextVar[StoppedClock | None] = ContextVar("stopped_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    stopped = _stopped.get()
    return datetime.now(UTC) if stopped is None else stopped.moment


def today() -> date:
    """Today's date in Oslo."""
    return local_date(now())


@contextmanager
def frozen_at(moment: datetime) -> Iterator[StoppedClock]:
    """Let ``now()`` stand at a moment, for tests and rules run as of a date; yields the clock, to move it.

    It holds for the running thread or task only: another thread goes on with real time.
    """
    clock = StoppedClock(moment)
    token = _stopped.set(clock)
    try:
        yield clock
    finally:
        _stopped.reset(token)
