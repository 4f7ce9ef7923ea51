"""The door to the clock: the only source of now."""

from lederloft.foundation.clock.recent import Recent, forget_recent
from lederloft.foundation.clock.ticking import StoppedClock, frozen_at, now, today
from lederloft.foundation.clock.values import (
    OSLO,
    MomentWithoutZone,
    TimeDoesNotExist,
    end_of_day,
    in_oslo,
    local,
    local_date,
    local_time,
    minutes_between,
    start_of_day,
)

__all__ = [
    "OSLO",
    "MomentWithoutZone",
    "Recent",
    "StoppedClock",
    "TimeDoesNotExist",
    "end_of_day",
    "forget_recent",
    "frozen_at",
    "in_oslo",
    "local",
    "local_date",
    "local_time",
    "minutes_between",
    "now",
    "start_of_day",
    "today",
]
