"""Reading units as of any day. They are open to all who act here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from lederloft.domain.organisation.errors import UnknownUnit
from lederloft.domain.organisation.models import UnitPeriod
from lederloft.domain.organisation.rules import in_tree_order, path_to
from lederloft.domain.organisation.values import UnitKind, UnitState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.dated.api import valid_on
from lederloft.foundation.search.api import Hit, matches


@dataclass(frozen=True)
class UnitLine:
    """A unit in the tree as of a day."""

    unit_id: int
    public_key: str
    name: str
    parent_id: int | None
    kind: UnitKind
    depth: int
    path: tuple[str, ...]  # names from the top down, its own last


def list_units(*, on: date) -> list[UnitLine]:
    """The tree as of the day, each unit before those below it, in one query."""
    rows = UnitPeriod.objects.filter(valid_on(on)).values_list(
        "unit_id", "unit__public_key", "name", "parent_id", "kind"
    )
    keys = {}
    tree = {}
    for unit_id, key, name, parent_id, kind in rows:
        keys[unit_id] = key
        tree[unit_id] = UnitState(name, parent_id, UnitKind(kind))
    parents = {unit_id: state.parent_id for unit_id, state in tree.items()}
    return [
        UnitLine(
            unit_id=unit_id,
            public_key=keys[unit_id],
            name=tree[unit_id].name,
            parent_id=tree[unit_id].parent_id,
            kind=tree[unit_id].kind,
            depth=depth,
            path=tuple(tree[step].name for step in path_to(parents, unit_id)),
        )
        for unit_id, depth in in_tree_order(tree)
    ]


def get_unit(public_key: str, *, on: date) -> UnitLine:
    """One unit as of the day; raises UnknownUnit."""
    for line in list_units(on=on):
        if line.public_key == public_key:
            return line
    raise UnknownUnit


def unit_names(unit_ids: Collection[int], *, on: date) -> dict[int, str]:
    """Unit id → name as of the day, in one query."""
    rows = UnitPeriod.objects.filter(valid_on(on), unit_id__in=unit_ids)
    return dict(rows.values_list("unit_id", "name"))


def search_units(acting: Acting, words: Sequence[str], limit: int) -> list[Hit]:
    """The search source for units as of today; units are open to all who act here."""
    rows = UnitPeriod.objects.filter(valid_on(clock.today())).filter(matches(words, "name"))
    found = rows.order_by("name").values_list("unit__public_key", "name")[:limit]
    return [Hit("organisation.unit", key, name) for key, name in found]
