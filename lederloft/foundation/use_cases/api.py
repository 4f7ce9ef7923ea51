"""The door to use cases."""

from lederloft.foundation.use_cases.errors import CalledInsideScope, FactMissing, KeyUsedForOther
from lederloft.foundation.use_cases.inside import inside
from lederloft.foundation.use_cases.queries import is_key_used
from lederloft.foundation.use_cases.running import unchanged, use_case
from lederloft.foundation.use_cases.subscriptions import subscribe

__all__ = [
    "CalledInsideScope",
    "FactMissing",
    "KeyUsedForOther",
    "inside",
    "is_key_used",
    "subscribe",
    "unchanged",
    "use_case",
]
