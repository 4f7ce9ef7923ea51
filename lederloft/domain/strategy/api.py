"""The door to strategy."""

from lederloft.domain.strategy.commands.change_offer import change_offer
from lederloft.domain.strategy.commands.make_offer import make_offer
from lederloft.domain.strategy.commands.turn_offer import turn_offer
from lederloft.domain.strategy.policies import visible_to
from lederloft.domain.strategy.queries import find_offer, get_offer, list_offers, search_offers
from lederloft.domain.strategy.states import OfferState
from lederloft.domain.strategy.values import OfferDetails, Offered

__all__ = [
    "OfferDetails",
    "OfferState",
    "Offered",
    "change_offer",
    "find_offer",
    "get_offer",
    "list_offers",
    "make_offer",
    "search_offers",
    "turn_offer",
    "visible_to",
]
