"""The door to health."""

from lederloft.foundation.health.faults import is_out_of_service
from lederloft.foundation.health.measuring import measure_nightly, measure_tables
from lederloft.foundation.health.readiness import OK, is_ready, list_checks, recent_checks

__all__ = [
    "OK",
    "is_out_of_service",
    "is_ready",
    "list_checks",
    "measure_nightly",
    "measure_tables",
    "recent_checks",
]
