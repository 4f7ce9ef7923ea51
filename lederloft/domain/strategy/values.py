"""What an offer is made of. Pure Python."""

from dataclasses import dataclass
from enum import StrEnum

from lederloft.foundation.errors.values import N_

__all__ = [
    "OfferDetails",
    "OfferState",
    "Offered",
]


class OfferState(StrEnum):
    """Where an offer stands."""

    DRAFT = "draft"
    OFFERED = "offered"
    ENDED = "ended"

    @property
    def msgid(self) -> str:
        """The state's name on the screen."""
        return _NAMES[self]


_NAMES = {
    OfferState.DRAFT: N_("utkast"),
    OfferState.OFFERED: N_("tilbys nå"),
    OfferState.ENDED: N_("avsluttet"),
}


@dataclass(frozen=True)
class OfferDetails:
    """What the development office writes about an offer."""

    name: str
    short_description: str = ""
    focus_area: str = ""  # the framework's own words: «Ledelsesfordypning»
    audience_levels: tuple[int, ...] = ()  # ranks of leader levels (organisation); empty: all
    rests_on_quote: str = ""  # the sentence it rests on, word for word
    rests_on_source: str = ""  # where the sentence stands: document, date, page
    who_pays: str = ""


@dataclass(frozen=True)
class Offered:
    """An offer as a page shows it."""

    offer_id: int
    offer_key: str
    details: OfferDetails
    state: OfferState
