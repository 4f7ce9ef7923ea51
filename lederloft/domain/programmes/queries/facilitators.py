"""Reading who leads."""

from dataclasses import dataclass

from django.db.models import Q

from lederloft.domain.programmes.models import FacilitatorAssignment
from lederloft.domain.programmes.states import EditionState


@dataclass(frozen=True)
class FacilitatorShown:
    """Who leads, and whether the whole edition or one gathering."""

    person_id: int
    name: str
    gathering_id: int | None


def list_facilitators(edition_id: int) -> list[FacilitatorShown]:
    """Who leads the edition and its gatherings, for those who may see it. One query."""
    rows = FacilitatorAssignment.objects.filter(edition_id=edition_id).order_by("person__name", "id")
    return [FacilitatorShown(*row) for row in rows.values_list("person_id", "person__name", "gathering_id")]


def list_led() -> list[tuple[int, int]]:
    """Edition and person of everybody who leads in one that is open or running, for processes. One query."""
    rows = FacilitatorAssignment.objects.filter(edition__state__in=[EditionState.OPEN, EditionState.RUNNING])
    return list(rows.order_by("edition_id", "person_id").values_list("edition_id", "person_id").distinct())


def assigned_to(gathering_id: int | None) -> Q:
    """Assignments to one gathering, or to the edition as such."""
    return Q(gathering__isnull=True) if gathering_id is None else Q(gathering_id=gathering_id)
