"""Reading modules, editions and gatherings; and the row lock that seats stand on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lederloft.domain.programmes.models import Edition, FacilitatorAssignment, Gathering, Module
from lederloft.domain.programmes.policies import gatherings_held_by, may_plan, visible_to
from lederloft.domain.programmes.states import EditionState, GatheringState
from lederloft.domain.programmes.values import EditionTerms, GatheringTerms, ModuleDetails
from lederloft.foundation.acting.api import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound


@dataclass(frozen=True)
class ModuleShown:
    """A module as a page shows it."""

    module_id: int
    module_key: str
    offer_id: int
    offer_key: str
    offer_name: str
    details: ModuleDetails
    edition_count: int


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
    moved_count: int


@dataclass(frozen=True)
class EditionShown:
    """An edition with its module, its offer and its contact person."""

    edition_id: int
    edition_key: str
    name: str
    module_id: int
    module_key: str
    module_name: str
    module_description: str
    required_minutes: int
    offer_key: str
    offer_name: str
    rests_on_quote: str
    rests_on_source: str
    state: EditionState
    capacity: int
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    practical_information: str
    contact_person_id: int | None
    contact_name: str
    contact_email: str


@dataclass(frozen=True)
class FacilitatorShown:
    """Who leads, and whether the whole edition or one gathering."""

    person_id: int
    name: str
    gathering_id: int | None


@dataclass(frozen=True)
class EditionRow:
    """An edition in the development office's list."""

    edition_id: int
    edition_key: str
    name: str
    module_id: int
    module_name: str
    offer_name: str
    state: EditionState
    capacity: int
    starts_at: datetime | None
    ends_at: datetime | None
    gatherings: int  # those not cancelled
    held: int


@dataclass(frozen=True)
class Assignment:
    """A gathering somebody is to hold."""

    gathering: GatheringShown
    edition_id: int
    edition_key: str
    edition_name: str
    module_name: str
    edition_state: EditionState


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
    "moved_count",
)


def _gathering(row: tuple[Any, ...]) -> GatheringShown:
    values = [*row]
    values[11] = GatheringState(row[11])
    return GatheringShown(*values)


# --- modules


def list_modules(*, acting: Acting, offer_id: int | None = None) -> list[ModuleShown]:
    """Modules by offer and name, for the development office; nobody else gets any. One query."""
    if not may_plan(acting, None):
        return []
    modules = Module.objects.all() if offer_id is None else Module.objects.filter(offer_id=offer_id)
    return _modules(modules)


def get_module(module_key: str, *, acting: Acting) -> ModuleShown:
    """One module by its public key; raises NotFound."""
    found = _modules(Module.objects.filter(public_key=module_key)) if may_plan(acting, None) else []
    if not found:
        raise NotFound
    return found[0]


def _modules(modules: QuerySet[Module]) -> list[ModuleShown]:
    rows = (
        modules.annotate(edition_count=Count("editions"))
        .order_by("offer__name", "name", "id")
        .values_list(
            "id",
            "public_key",
            "offer_id",
            "offer__public_key",
            "offer__name",
            "name",
            "description",
            "required_minutes",
            "gathering_count",
            "edition_count",
        )
    )
    return [ModuleShown(*row[:5], details=ModuleDetails(*row[5:9]), edition_count=row[9]) for row in rows]


# --- editions


def get_edition(edition_key: str, *, acting: Acting) -> EditionShown:
    """One edition by its public key; raises NotFound. One query."""
    found = _editions(visible_to(acting).filter(public_key=edition_key))
    if not found:
        raise NotFound
    return found[0]


def find_edition(edition_id: int) -> EditionShown:
    """One edition by its id, for processes and papers that have asked who may; raises NotFound."""
    found = _editions(Edition.objects.filter(pk=edition_id))
    if not found:
        raise NotFound
    return found[0]


def _editions(editions: QuerySet[Edition]) -> list[EditionShown]:
    rows = editions.values_list(
        "id",
        "public_key",
        "name",
        "module_id",
        "module__public_key",
        "module__name",
        "module__description",
        "module__required_minutes",
        "module__offer__public_key",
        "module__offer__name",
        "module__offer__rests_on_quote",
        "module__offer__rests_on_source",
        "state",
        "capacity",
        "sign_up_opens_at",
        "sign_up_closes_at",
        "practical_information",
        "contact_person_id",
        "contact_person__name",
        "contact_person__email",
    )
    return [
        EditionShown(
            *row[:12],
            EditionState(row[12]),
            *row[13:18],
            contact_name=row[18] or "",
            contact_email=row[19] or "",
        )
        for row in rows
    ]


def list_editions(*, acting: Acting, module_id: int | None = None) -> list[EditionRow]:
    """Editions the acting may see, newest first. One query."""
    editions = visible_to(acting) if module_id is None else visible_to(acting).filter(module_id=module_id)
    return edition_rows(editions)


def edition_rows(editions: QuerySet[Edition]) -> list[EditionRow]:
    """The rows of a queryset already limited by visible_to()."""
    rows = (
        with_times(editions)
        .order_by("-starts_at", "-id")
        .values_list(
            "id",
            "public_key",
            "name",
            "module_id",
            "module__name",
            "module__offer__name",
            "state",
            "capacity",
            "starts_at",
            "ends_at",
            "gathering_total",
            "held_total",
        )
    )
    return [_edition_row(row) for row in rows]


def _edition_row(row: tuple[Any, ...]) -> EditionRow:
    values = [*row]
    values[6] = EditionState(row[6])
    return EditionRow(*values)


def with_times(editions: QuerySet[Edition]) -> QuerySet[Any]:
    """Annotated with starts_at, ends_at, gathering_total and held_total of the gatherings not cancelled."""
    own = Gathering.objects.filter(edition_id=OuterRef("pk")).exclude(state=GatheringState.CANCELLED)
    total = own.order_by().values("edition_id").annotate(n=Count("pk")).values("n")
    held = own.filter(state=GatheringState.HELD).order_by().values("edition_id").annotate(n=Count("pk")).values("n")
    return editions.annotate(
        starts_at=own.order_by("starts_at").values("starts_at")[:1],
        ends_at=own.order_by("-ends_at").values("ends_at")[:1],
        gathering_total=or_zero(total),
        held_total=or_zero(held),
    )


def or_zero(counted: Any) -> Coalesce:
    """A subquery that counts, 0 where it finds no row."""
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


# --- gatherings


def list_gatherings(edition_id: int) -> list[GatheringShown]:
    """An edition's gatherings by number, for those who may see the edition. One query."""
    rows = Gathering.objects.filter(edition_id=edition_id).order_by("number").values_list(*_GATHERING_FIELDS)
    return [_gathering(row) for row in rows]


def list_gatherings_of(
    edition_ids: Collection[int], *, is_over: bool, limit: int, extra: Mapping[str, Subquery]
) -> list[tuple[GatheringShown, tuple[Any, ...]]]:
    """Gatherings not cancelled of several editions, those to come or those behind, with annotations. One query."""
    over = Q(ends_at__lte=clock.now())
    own = Gathering.objects.filter(edition_id__in=edition_ids).exclude(state=GatheringState.CANCELLED)
    own = own.filter(over).order_by("-starts_at") if is_over else own.exclude(over).order_by("starts_at")
    rows = own.annotate(**extra).values_list(*_GATHERING_FIELDS, *extra)[:limit]
    return [(_gathering(row[:13]), tuple(row[13:])) for row in rows]


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
        Assignment(
            gathering=_gathering(row[:13]),
            edition_id=row[2],
            edition_key=row[13],
            edition_name=row[14],
            module_name=row[15],
            edition_state=EditionState(row[16]),
        )
        for row in rows
    ]


def list_facilitators(edition_id: int) -> list[FacilitatorShown]:
    """Who leads the edition and its gatherings, for those who may see it. One query."""
    rows = FacilitatorAssignment.objects.filter(edition_id=edition_id).order_by("person__name", "id")
    return [FacilitatorShown(*row) for row in rows.values_list("person_id", "person__name", "gathering_id")]


def assigned_to(gathering_id: int | None) -> Q:
    """Assignments to one gathering, or to the edition as such."""
    return Q(gathering__isnull=True) if gathering_id is None else Q(gathering_id=gathering_id)


# --- what rules need, for the modules above


def lock_edition(edition_id: int) -> EditionTerms:
    """Wait until nobody else changes the seats of this edition, and hold it to the end of the transaction.

    On PostgreSQL a row lock; on SQLite the transaction is IMMEDIATE and alone. Raises NotFound.
    """
    locked = Edition.objects.select_for_update(no_key=True, of=("self",)).select_related("module")
    edition = locked.filter(pk=edition_id).first()
    if edition is None:
        raise NotFound
    return EditionTerms(
        edition_id=edition.pk,
        state=EditionState(edition.state),
        capacity=edition.capacity,
        required_minutes=edition.module.required_minutes,
        sign_up_opens_at=edition.sign_up_opens_at,
        sign_up_closes_at=edition.sign_up_closes_at,
    )


def list_gathering_terms(edition_id: int) -> list[GatheringTerms]:
    """What rules about hours need to know of an edition's gatherings, by number. One query."""
    return list_gathering_terms_of([edition_id])[edition_id]


def list_gathering_terms_of(edition_ids: Collection[int]) -> dict[int, list[GatheringTerms]]:
    """The same for several editions. One query."""
    found: dict[int, list[GatheringTerms]] = {edition_id: [] for edition_id in edition_ids}
    rows = Gathering.objects.filter(edition_id__in=edition_ids).order_by("edition_id", "number")
    for edition_id, gathering_id, number, starts_at, ends_at, minutes, state in rows.values_list(
        "edition_id", "id", "number", "starts_at", "ends_at", "counted_minutes", "state"
    ):
        terms = GatheringTerms(gathering_id, number, starts_at, ends_at, minutes, GatheringState(state))
        found[edition_id].append(terms)
    return found
