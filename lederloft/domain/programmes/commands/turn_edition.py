"""Turn an edition from one state to the next."""

from lederloft.domain.programmes.errors import GatheringNotOver
from lederloft.domain.programmes.facts import (
    EditionCancelled,
    EditionCompleted,
    EditionOpened,
    EditionStarted,
)
from lederloft.domain.programmes.models import Edition
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.queries.terms import get_opening_terms, list_gathering_terms, lock_edition
from lederloft.domain.programmes.rules import require_hours, require_offered
from lederloft.domain.programmes.states import MOVES, EditionState, GatheringState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.states.api import require_move
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case

_FACTS = {
    EditionState.OPEN: EditionOpened,
    EditionState.RUNNING: EditionStarted,
    EditionState.COMPLETED: EditionCompleted,
    EditionState.CANCELLED: EditionCancelled,
}


@use_case(may=may_plan)
def turn_edition(edition_id: int, *, to: EditionState, acting: Acting) -> bool:
    """Turn the edition; False when it stood there already.

    Raises MoveNotAllowed; on opening OfferNotOpen, GatheringsMissing and GatheringsTooShort; on completing
    GatheringNotOver.
    """
    terms = lock_edition(edition_id)
    if terms.state == to:
        return unchanged(False)
    require_move(MOVES, terms.state, to)
    if to in {EditionState.OPEN, EditionState.COMPLETED}:
        gatherings = [g for g in list_gathering_terms(edition_id) if g.state != GatheringState.CANCELLED]
        if to == EditionState.OPEN:
            count, offer_state, offer_name = get_opening_terms(edition_id)
            require_offered(offer_state, name=offer_name)
            require_hours(gatherings, required_minutes=terms.required_minutes, gathering_count=count)
        for gathering in gatherings:
            if to == EditionState.COMPLETED and gathering.state == GatheringState.PLANNED:
                raise GatheringNotOver(number=gathering.number)
    Edition.objects.filter(pk=edition_id).update(state=to)
    record(_FACTS[to](edition_id=edition_id))
    return True
