"""Say who leads an edition or one of its gatherings."""

from lederloft.domain.organisation.api import Person
from lederloft.domain.programmes.errors import PersonUnknown
from lederloft.domain.programmes.facts import FacilitatorAssigned
from lederloft.domain.programmes.models import FacilitatorAssignment, Gathering
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.queries.facilitators import assigned_to
from lederloft.domain.programmes.queries.terms import lock_edition
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_plan)
def assign_facilitator(edition_id: int, *, person_id: int, gathering_id: int | None = None, acting: Acting) -> bool:
    """Assign; without a gathering the whole edition. False when she was assigned already."""
    lock_edition(edition_id)
    if not Person.objects.filter(pk=person_id).exists():
        raise PersonUnknown
    if gathering_id is not None and not Gathering.objects.filter(pk=gathering_id, edition_id=edition_id).exists():
        raise NotFound
    there = FacilitatorAssignment.objects.filter(assigned_to(gathering_id), edition_id=edition_id, person_id=person_id)
    if there.exists():
        return unchanged(False)
    FacilitatorAssignment.objects.create(edition_id=edition_id, person_id=person_id, gathering_id=gathering_id)
    record(FacilitatorAssigned(edition_id=edition_id, person_id=person_id, gathering_id=gathering_id))
    return True
