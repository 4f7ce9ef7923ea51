"""The door to the trail."""

from lederloft.foundation.trail.across import across_municipalities
from lederloft.foundation.trail.binding import Binding, bound, current_binding, record, record_all
from lederloft.foundation.trail.errors import NobodyActs
from lederloft.foundation.trail.queries import Happened, export_history, list_history, reasons_about
from lederloft.foundation.trail.values import Fact, Via, fact_from

__all__ = [
    "Binding",
    "Fact",
    "Happened",
    "NobodyActs",
    "Via",
    "across_municipalities",
    "bound",
    "current_binding",
    "export_history",
    "fact_from",
    "list_history",
    "reasons_about",
    "record",
    "record_all",
]
