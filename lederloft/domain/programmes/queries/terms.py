"""What rules need to know of editions and gatherings; and the row lock that seats stand on."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet

from lederloft.domain.programmes.models import Edition, Gathering
from lederloft.domain.programmes.states import EditionState, GatheringState
from lederloft.domain.programmes.values import EditionTerms, GatheringTerms
from lederloft.domain.strategy.values import OfferState
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.tenancy.api import prepared


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


def get_opening_terms(edition_id: int) -> tuple[int, OfferState, str]:
    """How many gatherings the edition's module demands, and its offer's state and name. One query."""
    count, state, name = Edition.objects.values_list(
        "module__gathering_count", "module__offer__state", "module__offer__name"
    ).get(pk=edition_id)
    return count, OfferState(state), name


def list_gathering_terms(edition_id: int) -> list[GatheringTerms]:
    """What rules about hours need to know of an edition's gatherings, by number. One query."""
    return [_terms(row) for row in _terms_of_one(edition_id=edition_id)]


@prepared
def _terms_of_one(*, edition_id: int) -> QuerySet[Any, Any]:
    return Gathering.objects.filter(edition_id=edition_id).order_by("number").values_list(*_TERMS)


def list_gathering_terms_of(edition_ids: Collection[int]) -> dict[int, list[GatheringTerms]]:
    """The same for several editions. One query."""
    found: dict[int, list[GatheringTerms]] = {edition_id: [] for edition_id in edition_ids}
    rows = Gathering.objects.filter(edition_id__in=edition_ids).order_by("edition_id", "number")
    for edition_id, *row in rows.values_list("edition_id", *_TERMS):
        found[edition_id].append(_terms(row))
    return found


_TERMS = ("id", "number", "starts_at", "ends_at", "counted_minutes", "state")


def _terms(row: Sequence[Any]) -> GatheringTerms:
    gathering_id, number, starts_at, ends_at, minutes, state = row
    return GatheringTerms(gathering_id, number, starts_at, ends_at, minutes, GatheringState(state))
