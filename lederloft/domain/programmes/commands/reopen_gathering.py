"""Say that a gathering hasn't been held after all."""

from lederloft.domain.programmes.errors import EditionEnded
from lederloft.domain.programmes.facts import EditionReopened, GatheringReopened
from lederloft.domain.programmes.models import Edition, Gathering
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.queries.terms import list_gathering_terms, lock_edition
from lederloft.domain.programmes.states import ENDED, MOVES_OF_GATHERING, EditionState, GatheringState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.states.api import require_move
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_plan)
def reopen_gathering(gathering_id: int, *, acting: Acting) -> bool:
    """Back to planned; an edition none of whose gatherings is held is open again. False when it stood so.

    Attendance is participation's to take back. Raises EditionEnded, and MoveNotAllowed when it is cancelled.
    """
    edition_id = Gathering.objects.filter(pk=gathering_id).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise NotFound
    terms = lock_edition(edition_id)
    there = {g.gathering_id: g for g in list_gathering_terms(edition_id)}
    gathering = there.pop(gathering_id)
    if gathering.state == GatheringState.PLANNED:
        return unchanged(False)
    if terms.state in ENDED:
        raise EditionEnded(state=terms.state)
    require_move(MOVES_OF_GATHERING, gathering.state, GatheringState.PLANNED)
    Gathering.objects.filter(pk=gathering_id).update(state=GatheringState.PLANNED)
    record(GatheringReopened(gathering_id=gathering_id, edition_id=edition_id, number=gathering.number))
    if all(g.state != GatheringState.HELD for g in there.values()):
        Edition.objects.filter(pk=edition_id).update(state=EditionState.OPEN)
        record(EditionReopened(edition_id=edition_id))
    return True
