"""Dates of a living demonstration: last spring is over, the next one can be signed up for, whatever today is."""

from dataclasses import dataclass
from datetime import date, timedelta

_WEDNESDAY, _THURSDAY = 2, 3


@dataclass(frozen=True)
class Spring:
    """A spring term with a series of Wednesdays and one of Thursdays, in February, March and April."""

    year: int

    @property
    def name(self) -> str:
        """As editions are called."""
        return f"Våren {self.year}"

    @property
    def wednesdays(self) -> tuple[date, ...]:
        """The second Wednesday of each month."""
        return tuple(_nth(self.year, month, _WEDNESDAY, 2) for month in (2, 3, 4))

    @property
    def thursdays(self) -> tuple[date, ...]:
        """The third Thursday of each month."""
        return tuple(_nth(self.year, month, _THURSDAY, 3) for month in (2, 3, 4))


def last_spring(today: date) -> Spring:
    """The latest that is over."""
    return Spring(today.year if today.month >= 5 else today.year - 1)


def next_spring(today: date) -> Spring:
    """The first whose gatherings lie at least four weeks ahead."""
    this = Spring(today.year)
    return this if today + timedelta(weeks=4) <= this.wednesdays[0] else Spring(today.year + 1)


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
