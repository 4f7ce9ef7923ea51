"""The door to dated values: what is valid when, and the abstract models that keep it."""

from lederloft.foundation.dated.models import Dated, DatedQuerySet, Sourced, valid_between, valid_on
from lederloft.foundation.dated.values import (
    NotARuleSet,
    NothingValid,
    Period,
    PeriodEndsBeforeStart,
    PeriodsOverlap,
    RuleSetId,
    Valid,
    find_on,
    gaps,
    get_on,
    is_due_for_check,
    is_valid_on,
    overlaps,
    require_no_overlap,
    rule_set_on,
)

__all__ = [
    "Dated",
    "DatedQuerySet",
    "NotARuleSet",
    "NothingValid",
    "Period",
    "PeriodEndsBeforeStart",
    "PeriodsOverlap",
    "RuleSetId",
    "Sourced",
    "Valid",
    "find_on",
    "gaps",
    "get_on",
    "is_due_for_check",
    "is_valid_on",
    "overlaps",
    "require_no_overlap",
    "rule_set_on",
    "valid_between",
    "valid_on",
]
