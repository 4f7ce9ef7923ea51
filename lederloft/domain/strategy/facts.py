"""What the trail can say of offers."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.values import Fact


@dataclass(frozen=True, kw_only=True)
class _OfOffer(Fact):
    offer_id: int

    about: ClassVar[dict[str, str]] = {"offer_id": "strategy.offer"}


@dataclass(frozen=True, kw_only=True)
class OfferMade(_OfOffer):
    """An offer was written down."""

    sentence: ClassVar[str] = N_("{who} laget tilbudet")


@dataclass(frozen=True, kw_only=True)
class OfferChanged(_OfOffer):
    """What an offer says was changed."""

    sentence: ClassVar[str] = N_("{who} endret teksten i tilbudet")


@dataclass(frozen=True, kw_only=True)
class OfferOpened(_OfOffer):
    """Leaders can see the offer."""

    sentence: ClassVar[str] = N_("{who} åpnet tilbudet for lederne")


@dataclass(frozen=True, kw_only=True)
class OfferEnded(_OfOffer):
    """The offer is no longer given."""

    sentence: ClassVar[str] = N_("{who} avsluttet tilbudet")
