"""Change what an offer says."""

from dataclasses import asdict

from lederloft.domain.strategy.facts import OfferChanged
from lederloft.domain.strategy.models import Offer
from lederloft.domain.strategy.policies import may_shape_offers
from lederloft.domain.strategy.rules import clean_details
from lederloft.domain.strategy.values import OfferDetails
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_shape_offers)
def change_offer(offer_id: int, *, details: OfferDetails, acting: Acting) -> None:
    """Replace the offer's texts."""
    offer = Offer.objects.select_for_update(no_key=True).filter(pk=offer_id).first()
    if offer is None:
        raise NotFound
    new = asdict(clean_details(details))
    new["audience_levels"] = list(new["audience_levels"])
    if all(getattr(offer, name) == value for name, value in new.items()):
        return unchanged(None)
    Offer.objects.filter(pk=offer_id).update(**new)
    record(OfferChanged(offer_id=offer_id))
    return None
