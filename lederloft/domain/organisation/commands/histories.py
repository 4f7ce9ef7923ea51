"""Reading and writing units' histories inside a command, one change at a time."""

from collections.abc import Sequence
from datetime import date

from lederloft.domain.organisation.errors import UnitNotThere, UnknownUnit
from lederloft.domain.organisation.models import UnitPeriod
from lederloft.domain.organisation.rules import require_place
from lederloft.domain.organisation.values import Span, UnitKind, UnitState
from lederloft.foundation.dated.api import Period, find_on
from lederloft.foundation.tenancy.api import Municipality, require_municipality

Histories = dict[int, list[Span[UnitState]]]


def hold_still() -> None:
    """Let nobody else change the organisation until this act is done: a tree is only a tree as a whole."""
    # The weaker lock lets others go on adding rows that belong to the municipality.
    Municipality.objects.select_for_update(no_key=True).get(id=require_municipality())


def read_histories() -> Histories:
    """Every unit's history, in one query."""
    histories: Histories = {}
    rows = UnitPeriod.objects.order_by("unit_id", "valid_from")
    for unit_id, name, parent_id, kind, first, last in rows.values_list(
        "unit_id", "name", "parent_id", "kind", "valid_from", "valid_to"
    ):
        span = Span(Period(first, last), UnitState(name, parent_id, UnitKind(kind)))
        histories.setdefault(unit_id, []).append(span)
    return histories


def get_state(histories: Histories, unit_id: int, *, on: date) -> UnitState:
    """The unit as it is on the day; raises UnknownUnit, UnitNotThere."""
    if unit_id not in histories:
        raise UnknownUnit
    span = find_on(histories[unit_id], on)
    if span is None:
        raise UnitNotThere(unit=histories[unit_id][-1].value.name, on=on)
    return span.value


def write_history(histories: Histories, unit_id: int, spans: Sequence[Span[UnitState]], *, on: date) -> bool:
    """Store the unit's new history when it is sound from the day on; tells whether anything is new.

    Raises UnitNotThere, UnitUnderItself, SiblingHasName.
    """
    before = histories.get(unit_id, [])
    if list(spans) == before:
        return False
    histories[unit_id] = list(spans)
    require_place(histories, unit_id, Period(on, spans[-1].valid_to))
    rows = {row.valid_from: row for row in UnitPeriod.objects.filter(unit_id=unit_id)}
    starts = {span.valid_from for span in spans}
    UnitPeriod.objects.filter(unit_id=unit_id).exclude(valid_from__in=starts).delete()
    # In order, so that the open span is closed before its successor opens.
    for span in spans:
        row = rows.get(span.valid_from) or UnitPeriod(unit_id=unit_id, valid_from=span.valid_from)
        row.valid_to = span.valid_to
        row.name, row.parent_id, row.kind = span.value.name, span.value.parent_id, span.value.kind
        row.save()
    return True
