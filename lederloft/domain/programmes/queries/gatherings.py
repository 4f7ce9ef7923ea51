"""Reading gatherings, and who is to hold them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from lederloft.domain.programmes.models import Gathering
from lederloft.domain.programmes.policies import gatherings_held_by, may_plan, roles_of, visible_to, with_roles
from lederloft.domain.programmes.queries.editions import EDITION_FIELDS, EditionShown, edition_shown, get_edition
from lederloft.domain.programmes.states import EditionState, GatheringState
from lederloft.domain.programmes.values import gathering_name
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.tenancy.api import prepared


@dataclass(frozen=True)
class GatheringShown:
    """A gathering as a page, a mail or a calendar shows it."""

    gathering_id: int
    gathering_key: str
    edition_id: int
    number: int
    title: str
    starts_at: datetime
    ends_at: datetime
    counted_minutes: int
    place: str
    digital_link: str
    practical_information: str
    state: GatheringState


@dataclass(frozen=True)
class Assignment:
    """A gathering somebody is to hold."""

    gathering: GatheringShown
    edition_id: int
    edition_key: str
    edition_name: str
    module_name: str
    edition_state: EditionState

    @property
    def title(self) -> str:
        """The gathering as people speak of it."""
        return gathering_name(self.module_name, self.gathering.number, self.gathering.title)


_GATHERING_FIELDS = (
    "id",
    "public_key",
    "edition_id",
    "number",
    "title",
    "starts_at",
    "ends_at",
    "counted_minutes",
    "place",
    "digital_link",
    "practical_information",
    "state",
)
_STATE = _GATHERING_FIELDS.index("state")


def _gathering(row: tuple[Any, ...]) -> GatheringShown:
    values = [*row]
    values[_STATE] = GatheringState(row[_STATE])
    return GatheringShown(*values)


def list_gatherings(edition_id: int) -> list[GatheringShown]:
    """An edition's gatherings by number, for those who may see the edition. One query."""
    return [_gathering(row) for row in _gatherings_of(edition_id=edition_id)]


@prepared
def _gatherings_of(*, edition_id: int) -> QuerySet[Any, Any]:
    return Gathering.objects.filter(edition_id=edition_id).order_by("number").values_list(*_GATHERING_FIELDS)


def get_edition_and_gatherings(edition_key: str, *, acting: Acting) -> tuple[EditionShown, tuple[GatheringShown, ...]]:
    """One edition with its gatherings by number; raises NotFound. One query, two when nothing is planned yet."""
    rows = _edition_and_gatherings(roles_of(acting), public_key=edition_key, person_id=acting.person_id or 0)
    if not rows:
        return get_edition(edition_key, acting=acting), ()
    _, values = shown_with(rows[0])
    return edition_shown(values)[0], tuple(shown_with(row)[0] for row in rows)


@prepared
def _edition_and_gatherings(roles: frozenset[Role], /, *, public_key: str, person_id: int = 0) -> QuerySet[Any, Any]:
    seen = visible_to(with_roles(roles, person_id=person_id)).filter(public_key=public_key)
    rows = Gathering.objects.filter(edition__in=seen.values("pk")).order_by("number")
    return rows.values_list(*_GATHERING_FIELDS, *(f"edition__{field}" for field in EDITION_FIELDS))


def list_gatherings_of(
    edition_ids: Collection[int], *, is_over: bool | None, limit: int, extra: Mapping[str, Subquery]
) -> list[tuple[GatheringShown, tuple[Any, ...]]]:
    """Gatherings not cancelled of several editions, with annotations: those to come, those behind, or (None) all.

    One query.
    """
    over = Q(ends_at__lte=clock.now())
    own = Gathering.objects.filter(edition_id__in=edition_ids).exclude(state=GatheringState.CANCELLED)
    if is_over is not None:
        own = own.filter(over) if is_over else own.exclude(over)
    own = own.order_by("-starts_at" if is_over else "starts_at")
    rows = own.annotate(**extra).values_list(*_GATHERING_FIELDS, *extra)[:limit]
    return [shown_with(row) for row in rows]


def gathering_values(edition_ids: QuerySet[Any, Any], *, extra: Mapping[str, Subquery]) -> QuerySet[Any, Any]:
    """Gatherings not cancelled of those editions, soonest first, with annotations; read by shown_with()."""
    own = Gathering.objects.filter(edition_id__in=edition_ids).exclude(state=GatheringState.CANCELLED)
    return own.order_by("starts_at").annotate(**extra).values_list(*_GATHERING_FIELDS, *extra)


def gathering_values_of(edition_id: int, *, extra: Mapping[str, Subquery]) -> QuerySet[Any, Any]:
    """All gatherings of one edition by number, with annotations; read by shown_with()."""
    own = Gathering.objects.filter(edition_id=edition_id).order_by("number")
    return own.annotate(**extra).values_list(*_GATHERING_FIELDS, *extra)


def shown_with(row: tuple[Any, ...]) -> tuple[GatheringShown, tuple[Any, ...]]:
    """The gathering of a row, and its annotations."""
    whole = len(_GATHERING_FIELDS)
    return _gathering(row[:whole]), tuple(row[whole:])


def get_gathering(gathering_key: str, *, acting: Acting) -> GatheringShown:
    """One gathering by its public key; raises NotFound. One query."""
    seen = Gathering.objects.filter(public_key=gathering_key, edition__in=visible_to(acting).values("pk"))
    rows = seen.values_list(*_GATHERING_FIELDS)
    for row in rows:
        return _gathering(row)
    raise NotFound


def find_gathering(gathering_id: int) -> GatheringShown:
    """One gathering by its id, for processes and papers that have asked who may; raises NotFound."""
    for row in Gathering.objects.filter(pk=gathering_id).values_list(*_GATHERING_FIELDS):
        return _gathering(row)
    raise NotFound


def list_my_assignments(*, acting: Acting, is_over: bool = False) -> list[Assignment]:
    """The gatherings somebody is to hold, soonest first; ``is_over``: those behind her, latest first. One query."""
    held = gatherings_held_by(acting)
    over = Q(ends_at__lte=clock.now())
    mine = held.filter(over).order_by("-starts_at") if is_over else held.exclude(over).order_by("starts_at")
    return _assignments(mine)


def list_without_attendance(*, acting: Acting) -> list[Assignment]:
    """Gatherings that are over and not registered as held, oldest first: for the office all, for a holder her own."""
    seen = Gathering.objects.all() if may_plan(acting, None) else gatherings_held_by(acting)
    waiting = seen.filter(
        state=GatheringState.PLANNED,
        ends_at__lte=clock.now(),
        edition__state__in=[EditionState.OPEN, EditionState.RUNNING],
    )
    return _assignments(waiting.order_by("starts_at"))


def _assignments(gatherings: QuerySet[Gathering]) -> list[Assignment]:
    rows = gatherings.values_list(
        *_GATHERING_FIELDS, "edition__public_key", "edition__name", "edition__module__name", "edition__state"
    )
    return [
        Assignment(gathering, gathering.edition_id, key, name, module_name, EditionState(state))
        for gathering, (key, name, module_name, state) in map(shown_with, rows)
    ]
