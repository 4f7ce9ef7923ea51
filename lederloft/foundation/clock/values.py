"""Norwegian time as plain functions: what a wall clock in Oslo shows, and how long things really last.

A *moment* is an aware datetime **in UTC**. Python subtracts and compares two datetimes of the same zone by
their wall clocks and so goes wrong across a clock change; in UTC it can't. Convert to Oslo only to show.
"""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from lederloft.foundation.clock.errors import (
    MomentWithoutZone,
    TimeDoesNotExist,
    TimeHappensTwice,
    YearOutOfRange,
)

__all__ = [
    "OSLO",
    "DoubledHour",
    "MomentWithoutZone",
    "TimeDoesNotExist",
    "TimeHappensTwice",
    "YearOutOfRange",
    "as_moment",
    "end_of_day",
    "in_oslo",
    "is_doubled",
    "local",
    "local_date",
    "local_time",
    "minutes_between",
    "start_of_day",
]

OSLO = ZoneInfo("Europe/Oslo")
# Outside these years a date is a slip of the hand, and Python's datetime soon runs over its edge.
FIRST_YEAR, LAST_YEAR = 1900, 2200


class DoubledHour(StrEnum):
    """Which of the two, when the clocks are put back and an hour comes twice."""

    FIRST = "first"  # summer time
    SECOND = "second"  # standard time


def as_moment(moment: datetime) -> datetime:
    """The same moment in UTC; raises MomentWithoutZone for a naive datetime, YearOutOfRange far off."""
    _require_sane_year(moment)
    if moment.utcoffset() is None:
        raise MomentWithoutZone(moment=moment.isoformat())
    return moment.astimezone(UTC)


def in_oslo(moment: datetime) -> datetime:
    """The moment as an Oslo datetime, for showing. Do no arithmetic on it."""
    return as_moment(moment).astimezone(OSLO)


def local_date(moment: datetime) -> date:
    """The date in Oslo at the moment."""
    return in_oslo(moment).date()


def local_time(moment: datetime) -> time:
    """What the wall clock in Oslo shows at the moment."""
    return in_oslo(moment).time()


def local(on: date, at: time, *, doubled: DoubledHour | None = None) -> datetime:
    """The moment (UTC) at which an Oslo wall clock shows ``at`` on ``on``.

    Raises TimeDoesNotExist where the clocks jump over the time, and TimeHappensTwice where they show it twice
    and ``doubled`` doesn't say which one. ``doubled`` is ignored on every other day.
    """
    _require_sane_year(on)
    wall = datetime.combine(on, at.replace(tzinfo=None, fold=0))
    first = wall.replace(tzinfo=OSLO).astimezone(UTC)
    second = wall.replace(tzinfo=OSLO, fold=1).astimezone(UTC)
    if first == second:
        return first
    if first < second:  # the clocks are put back: both are real
        if doubled is None:
            raise TimeHappensTwice(asked=wall.time(), on=on)
        return first if doubled is DoubledHour.FIRST else second
    # The clocks jump forward: with the old offset the time lands after the gap, with the new one before it.
    gap_start, gap_end = _gap(wall, first - second)
    last_before = gap_start - timedelta(minutes=1)
    nearest = last_before if wall - last_before < gap_end - wall else gap_end
    raise TimeDoesNotExist(
        asked=wall.time(), on=on, gap_start=gap_start.time(), gap_end=gap_end.time(), nearest=nearest.time()
    )


def _gap(wall: datetime, length: timedelta) -> tuple[datetime, datetime]:
    """The wall times between which the clocks jump, to the minute, for a wall time inside the gap."""
    start = wall.replace(second=0, microsecond=0)
    while not _exists(start - timedelta(minutes=1)):
        start -= timedelta(minutes=1)
    return start, start + length


def _exists(wall: datetime) -> bool:
    moment = wall.replace(tzinfo=OSLO).astimezone(UTC)
    return moment.astimezone(OSLO).replace(tzinfo=None) == wall


def is_doubled(moment: datetime) -> bool:
    """Whether Oslo clocks show this time twice that night, so that it must be told which one is meant."""
    shown = in_oslo(moment)
    return shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()


def _require_sane_year(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise YearOutOfRange(first=str(FIRST_YEAR), last=str(LAST_YEAR))


def minutes_between(starts_at: datetime, ends_at: datetime) -> int:
    """Whole real minutes from one moment to the other, also over a clock change; negative when swapped."""
    return int((as_moment(ends_at) - as_moment(starts_at)).total_seconds() / 60)


def start_of_day(on: date) -> datetime:
    """The moment at which the day starts in Oslo."""
    return local(on, time(0))


def end_of_day(on: date) -> datetime:
    """The moment the day is over in Oslo: the start of the next, so a day is start <= moment < end."""
    return start_of_day(on + timedelta(days=1))
