"""The door to dated values: what is valid when, and the abstract models that keep it."""

from lederloft.foundation.dated.models import Dated, DatedQuerySet, Sourced, valid_between, valid_on
from lederloft.foundation.dated.values import Period, PeriodEndsBeforeStart, find_on, get_on

__all__ = [
    "Dated",
    "DatedQuerySet",
    "Period",
    "PeriodEndsBeforeStart",
    "Sourced",
    "find_on",
    "get_on",
    "valid_between",
    "valid_on",
]
