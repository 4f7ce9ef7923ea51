"""The door to strategy."""

from lederloft.domain.strategy.commands.change_offer import change_offer
from lederloft.domain.strategy.commands.make_offer import make_offer
from lederloft.domain.strategy.commands.move_offer import move_offer
from lederloft.domain.strategy.facts import OfferChanged, OfferEnded, OfferMade, OfferOpened
from lederloft.domain.strategy.policies import may_shape_offers, visible_to
from lederloft.domain.strategy.queries import find_offer, get_offer, list_offers, search_offers
from lederloft.domain.strategy.states import OfferState
from lederloft.domain.strategy.values import OfferDetails, Offered

__all__ = [
    "OfferChanged",
    "OfferDetails",
    "OfferEnded",
    "OfferMade",
    "OfferOpened",
    "OfferState",
    "Offered",
    "change_offer",
    "find_offer",
    "get_offer",
    "list_offers",
    "make_offer",
    "may_shape_offers",
    "move_offer",
    "search_offers",
    "visible_to",
]
