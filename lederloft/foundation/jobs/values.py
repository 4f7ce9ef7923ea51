"""What a handler is given, and what recurs. Pure Python."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Protocol

from lederloft.foundation.acting.values import Acting, upkeep


class JobStopped(Exception):
    """Raised inside a handler to leave it, when the job is cancelled or no longer its own."""


class Control(Protocol):
    """The running job's way back to the queue."""

    def progress(self, done: int, total: int) -> None:
        """Tell how far it has come."""

    def is_cancelled(self) -> bool:
        """Whether it should stop."""


@dataclass(frozen=True)
class Job:
    """One piece of work. It may be done twice when a worker is killed: do it so that a repeat is harmless."""

    id: int
    kind: str
    ids: Mapping[str, int]
    municipality_id: int | None
    account_id: int | None  # who started it; the job itself acts as the installation
    attempt: int
    control: Control

    def progress(self, done: int, total: int) -> None:
        """Tell how far the job has come."""
        self.control.progress(done, total)

    def is_cancelled(self) -> bool:
        """Whether somebody has asked it to stop, or the job is no longer this worker's. Then return soon."""
        return self.control.is_cancelled()

    def stop_if_cancelled(self) -> None:
        """Raise JobStopped when the job should stop."""
        if self.control.is_cancelled():
            raise JobStopped

    def acting(self, step: str = "") -> Acting:
        """The installation, acting for this job. With a ``step`` its use case is done once, however often it runs."""
        acting = upkeep(municipality_id=self.municipality_id)
        return replace(acting, client_key=f"job:{self.id}:{step}") if step else acting


@dataclass(frozen=True)
class Recurring:
    """Work that comes back ``every`` so often, or daily ``at`` a time in Oslo: once each, however many workers."""

    kind: str
    every: timedelta | None = None
    at: time | None = None
    per_municipality: bool = False

    def __post_init__(self) -> None:
        if (self.every is None) == (self.at is None):
            raise ValueError("either every= or at=")
        if self.every is not None and not timedelta(minutes=1) <= self.every <= timedelta(days=7):
            raise ValueError("every= from a minute to a week")
        if self.at is not None and time(2) <= self.at < time(3):
            raise ValueError("between two and three at night the clocks change")
