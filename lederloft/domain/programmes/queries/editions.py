"""Reading editions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lederloft.domain.programmes.models import Edition, Gathering
from lederloft.domain.programmes.policies import roles_of, visible_to, with_roles
from lederloft.domain.programmes.states import EditionState, GatheringState
from lederloft.domain.programmes.values import full_name
from lederloft.domain.strategy.api import OfferState
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.tenancy.api import prepared

EDITION_FIELDS = (
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
    "module__gathering_count",
    "module__offer__state",
)
_AT = {field: at for at, field in enumerate(EDITION_FIELDS)}


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
    gathering_count: int  # how many the module means it to have
    offer_state: OfferState

    @property
    def title(self) -> str:
        """The edition as people speak of it."""
        return full_name(self.module_name, self.name)


def get_edition(edition_key: str, *, acting: Acting) -> EditionShown:
    """One edition by its public key; raises NotFound. One query."""
    for row in _edition_by_key(roles_of(acting), public_key=edition_key, person_id=acting.person_id or 0):
        return _edition(row)
    raise NotFound


@prepared
def _edition_by_key(roles: frozenset[Role], /, *, public_key: str, person_id: int = 0) -> QuerySet[Any, Any]:
    return _values(visible_to(with_roles(roles, person_id=person_id)).filter(public_key=public_key))


def find_edition(edition_id: int) -> EditionShown:
    """One edition by its id, for processes and papers that have asked who may; raises NotFound."""
    for row in _edition_by_id(edition_id=edition_id):
        return _edition(row)
    raise NotFound


def edition_values(editions: QuerySet[Edition], *more: str) -> QuerySet[Any, Any]:
    """What edition_shown() reads, and what more was annotated."""
    return editions.values_list(*EDITION_FIELDS, *more)


def edition_shown(row: tuple[Any, ...]) -> tuple[EditionShown, tuple[Any, ...]]:
    """The edition of a row, and its annotations."""
    return _edition(row[: len(EDITION_FIELDS)]), tuple(row[len(EDITION_FIELDS) :])


@prepared
def _edition_by_id(*, edition_id: int) -> QuerySet[Any, Any]:
    return _values(Edition.objects.filter(pk=edition_id))


def _values(editions: QuerySet[Edition]) -> QuerySet[Any, Any]:
    return editions.values_list(*EDITION_FIELDS)


def _edition(row: tuple[Any, ...]) -> EditionShown:
    values = [*row]
    values[_AT["state"]] = EditionState(row[_AT["state"]])
    values[_AT["module__offer__state"]] = OfferState(row[_AT["module__offer__state"]])
    for field in ("contact_person__name", "contact_person__email"):
        values[_AT[field]] = row[_AT[field]] or ""
    return EditionShown(*values)


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
