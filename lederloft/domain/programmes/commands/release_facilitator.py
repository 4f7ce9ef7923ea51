"""Take somebody off an edition or one of its gatherings."""

from lederloft.domain.programmes.facts import FacilitatorReleased
from lederloft.domain.programmes.models import FacilitatorAssignment
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.queries.facilitators import assigned_to
from lederloft.domain.programmes.queries.terms import lock_edition
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_plan)
def release_facilitator(edition_id: int, *, person_id: int, gathering_id: int | None = None, acting: Acting) -> bool:
    """Release; False when she wasn't assigned."""
    lock_edition(edition_id)
    gone, _ = FacilitatorAssignment.objects.filter(
        assigned_to(gathering_id), edition_id=edition_id, person_id=person_id
    ).delete()
    if not gone:
        return unchanged(False)
    record(FacilitatorReleased(edition_id=edition_id, person_id=person_id, gathering_id=gathering_id))
    return True
