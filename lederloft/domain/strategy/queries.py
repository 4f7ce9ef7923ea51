"""Reading offers."""

from collections.abc import Sequence

from lederloft.domain.strategy.models import Offer
from lederloft.domain.strategy.policies import visible_to
from lederloft.domain.strategy.states import OfferState
from lederloft.domain.strategy.values import OfferDetails, Offered
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.search.api import Hit, matches


def list_offers(*, acting: Acting, state: OfferState | None = None) -> list[Offered]:
    """The offers the acting may see, by focus area and name. One query."""
    found = visible_to(acting).order_by("focus_area", "name", "id")
    return [_offered(offer) for offer in (found.filter(state=state) if state else found)]


def get_offer(offer_key: str, *, acting: Acting) -> Offered:
    """One offer by its public key; raises NotFound."""
    offer = visible_to(acting).filter(public_key=offer_key).first()
    if offer is None:
        raise NotFound
    return _offered(offer)


def find_offer(offer_id: int) -> Offered:
    """One offer by its id, for processes that have asked who may; raises NotFound."""
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        raise NotFound
    return _offered(offer)


def _offered(offer: Offer) -> Offered:
    return Offered(
        offer_id=offer.pk,
        offer_key=offer.public_key,
        state=OfferState(offer.state),
        details=OfferDetails(
            name=offer.name,
            short_description=offer.short_description,
            focus_area=offer.focus_area,
            audience_levels=tuple(offer.audience_levels),
            rests_on_quote=offer.rests_on_quote,
            rests_on_source=offer.rests_on_source,
            who_pays=offer.who_pays,
        ),
    )


def search_offers(acting: Acting, words: Sequence[str], limit: int) -> list[Hit]:
    """The search source for offers: those she may see."""
    rows = visible_to(acting).filter(matches(words, "name", "short_description", "focus_area")).order_by("name")
    found = rows.values_list("public_key", "name", "focus_area")[:limit]
    return [Hit("strategy.offer", *row) for row in found]
