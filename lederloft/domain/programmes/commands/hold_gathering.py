"""Say that a gathering has been held."""

from lederloft.domain.programmes.errors import EditionEnded, GatheringFixed, GatheringNotYet
from lederloft.domain.programmes.facts import EditionStarted, GatheringHeld
from lederloft.domain.programmes.models import Edition, Gathering
from lederloft.domain.programmes.policies import may_hold_gathering
from lederloft.domain.programmes.queries.terms import lock_edition
from lederloft.domain.programmes.states import EditionState, GatheringState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_hold_gathering)
def hold_gathering(gathering_id: int, *, acting: Acting) -> bool:
    """Mark it held, from its start on; the first one starts the edition. False when it was held already.

    Raises GatheringNotYet, GatheringFixed when it is cancelled, EditionEnded when the edition isn't open or running.
    """
    edition_id = Gathering.objects.filter(pk=gathering_id).values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise NotFound
    terms = lock_edition(edition_id)
    gathering = Gathering.objects.get(pk=gathering_id)
    if gathering.state == GatheringState.HELD:
        return unchanged(False)
    if terms.state not in {EditionState.OPEN, EditionState.RUNNING}:
        raise EditionEnded(state=terms.state)
    if gathering.state != GatheringState.PLANNED:
        raise GatheringFixed(state=GatheringState(gathering.state))
    if clock.now() < gathering.starts_at:
        raise GatheringNotYet(starts_at=gathering.starts_at)
    Gathering.objects.filter(pk=gathering_id).update(state=GatheringState.HELD)
    record(GatheringHeld(gathering_id=gathering_id, edition_id=edition_id, number=gathering.number))
    if terms.state == EditionState.OPEN:
        Edition.objects.filter(pk=edition_id).update(state=EditionState.RUNNING)
        record(EditionStarted(edition_id=edition_id))
    return True
