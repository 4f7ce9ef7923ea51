"""Cancel a gathering."""

from lederloft.domain.programmes.errors import EditionEnded, GatheringFixed
from lederloft.domain.programmes.facts import GatheringCancelled
from lederloft.domain.programmes.models import Gathering
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.queries.terms import list_gathering_terms, lock_edition
from lederloft.domain.programmes.rules import require_another
from lederloft.domain.programmes.states import ENDED, EditionState, GatheringState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_plan)
def cancel_gathering(gathering_id: int, *, with_edition: bool = False, acting: Acting) -> bool:
    """Cancel a planned gathering; False when it was cancelled already.

    Raises GatheringFixed when it is held; LastGathering unless it is a draft's, or its edition is cancelled with it.
    """
    edition_id = Gathering.objects.filter(pk=gathering_id).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise NotFound
    terms = lock_edition(edition_id)
    gathering = Gathering.objects.get(pk=gathering_id)
    if gathering.state == GatheringState.CANCELLED:
        return unchanged(False)
    if terms.state in ENDED:
        raise EditionEnded(state=terms.state)
    if gathering.state != GatheringState.PLANNED:
        raise GatheringFixed(state=GatheringState(gathering.state))
    if terms.state != EditionState.DRAFT and not with_edition:
        require_another(gathering_id, gatherings=list_gathering_terms(edition_id))
    Gathering.objects.filter(pk=gathering_id).update(state=GatheringState.CANCELLED)
    record(GatheringCancelled(gathering_id=gathering_id, edition_id=edition_id, number=gathering.number))
    return True
