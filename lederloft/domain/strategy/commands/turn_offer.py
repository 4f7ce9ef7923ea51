"""Open an offer to leaders, or end it."""

from lederloft.domain.strategy.facts import OfferEnded, OfferOpened
from lederloft.domain.strategy.models import Offer
from lederloft.domain.strategy.policies import may_shape_offers
from lederloft.domain.strategy.states import MOVES, OfferState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.states.api import require_move
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_shape_offers)
def turn_offer(offer_id: int, *, to: OfferState, acting: Acting) -> None:
    """Turn an offer to another state; to the state it has is no turn. Raises MoveNotAllowed, NotFound."""
    offer = Offer.objects.select_for_update(no_key=True).filter(pk=offer_id).first()
    if offer is None:
        raise NotFound
    now = OfferState(offer.state)
    if now == to:
        return unchanged(None)
    require_move(MOVES, now, to)
    Offer.objects.filter(pk=offer_id).update(state=to)
    record(OfferOpened(offer_id=offer_id) if to == OfferState.OFFERED else OfferEnded(offer_id=offer_id))
    return None
