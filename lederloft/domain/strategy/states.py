"""The moves between the states of an offer, as data."""

from lederloft.domain.strategy.values import OfferState
from lederloft.foundation.states.values import Moves

__all__ = ["MOVES", "OfferState"]

MOVES: Moves[OfferState] = {
    OfferState.DRAFT: frozenset({OfferState.OFFERED}),
    OfferState.OFFERED: frozenset({OfferState.ENDED}),
    OfferState.ENDED: frozenset({OfferState.OFFERED}),
}
