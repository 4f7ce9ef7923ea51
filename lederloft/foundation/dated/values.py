"""What is valid when, as plain functions. ``valid_to`` is the last valid day; None is until further notice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, Self, TypeVar

from lederloft.foundation.dated.errors import NotARuleSet, NothingValid, PeriodEndsBeforeStart, PeriodsOverlap

__all__ = [
    "NotARuleSet",
    "NothingValid",
    "Period",
    "PeriodEndsBeforeStart",
    "PeriodsOverlap",
    "RuleSetId",
    "Valid",
    "find_on",
    "gaps",
    "get_on",
    "is_due_for_check",
    "is_valid_on",
    "overlaps",
    "require_no_overlap",
    "rule_set_on",
]


class Valid(Protocol):
    """Anything with a first and a last valid day: a Period, or a row of a Dated model."""

    @property
    def valid_from(self) -> date:
        """The first valid day."""
        ...

    @property
    def valid_to(self) -> date | None:
        """The last valid day, or None."""
        ...


V = TypeVar("V", bound=Valid)


@dataclass(frozen=True)
class Period:
    """The days from ``valid_from`` to ``valid_to``, both included. Raises PeriodEndsBeforeStart."""

    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise PeriodEndsBeforeStart(valid_from=self.valid_from, valid_to=self.valid_to)


def _last(entry: Valid) -> date:
    return entry.valid_to or date.max


def is_valid_on(entry: Valid, on: date) -> bool:
    """Whether it is valid on the day."""
    return entry.valid_from <= on <= _last(entry)


def find_on(entries: Iterable[V], on: date) -> V | None:
    """The one valid on the day, or None. Raises PeriodsOverlap when there are two."""
    found = [entry for entry in entries if is_valid_on(entry, on)]
    if len(found) > 1:
        raise PeriodsOverlap(overlap_from=max(entry.valid_from for entry in found))
    return found[0] if found else None


def get_on(entries: Iterable[V], on: date) -> V:
    """The one valid on the day. Raises NothingValid and PeriodsOverlap."""
    found = find_on(entries, on)
    if found is None:
        raise NothingValid(on=on)
    return found


def overlaps(entries: Iterable[V]) -> list[tuple[V, V]]:
    """Every pair that shares a day, the earlier one first."""
    ordered = sorted(entries, key=lambda entry: (entry.valid_from, _last(entry)))
    return [
        (first, second)
        for index, first in enumerate(ordered)
        for second in ordered[index + 1 :]
        if second.valid_from <= _last(first)
    ]


def require_no_overlap(entries: Iterable[Valid]) -> None:
    """Raises PeriodsOverlap when two share a day."""
    for _first, second in overlaps(entries):
        raise PeriodsOverlap(overlap_from=second.valid_from)


def gaps(entries: Iterable[Valid], within: Period) -> list[Period]:
    """The stretches of ``within`` on which nothing is valid, in order."""
    found = []
    day: date | None = within.valid_from
    end = _last(within)
    for entry in sorted(entries, key=lambda entry: entry.valid_from):
        if day is None or day > end or entry.valid_from > end:
            break
        if entry.valid_from > day:
            found.append(Period(day, entry.valid_from - timedelta(days=1)))
        if _last(entry) >= day:
            day = None if _last(entry) == date.max else _last(entry) + timedelta(days=1)
    if day is not None and day <= end:
        found.append(Period(day, within.valid_to))
    return found


def is_due_for_check(last_checked_on: date, *, on: date, every_days: int) -> bool:
    """Whether somebody should look at the source again."""
    return on - last_checked_on >= timedelta(days=every_days)


@dataclass(frozen=True, order=True)
class RuleSetId:
    """A rule set by code and the first day it is in force, written «ou-fond/2024-01-01»."""

    code: str
    valid_from: date

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", self.code):
            raise NotARuleSet(written=self.code)

    def __str__(self) -> str:
        return f"{self.code}/{self.valid_from.isoformat()}"

    @classmethod
    def read(cls, written: str) -> Self:
        """From its text; raises NotARuleSet."""
        code, _slash, day = written.partition("/")
        try:
            return cls(code, date.fromisoformat(day))
        except ValueError:
            raise NotARuleSet(written=written) from None


def rule_set_on(known: Iterable[RuleSetId], code: str, *, on: date) -> RuleSetId:
    """The rule set in force on the day: the newest of its code that had begun. Raises NothingValid."""
    begun = [rule_set for rule_set in known if rule_set.code == code and rule_set.valid_from <= on]
    if not begun:
        raise NothingValid(on=on)
    return max(begun)
