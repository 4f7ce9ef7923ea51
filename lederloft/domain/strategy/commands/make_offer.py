"""Write an offer down."""

from dataclasses import asdict

from lederloft.domain.organisation.values import Ref
from lederloft.domain.strategy.facts import OfferMade, OfferOpened
from lederloft.domain.strategy.models import Offer
from lederloft.domain.strategy.policies import may_shape_offers
from lederloft.domain.strategy.rules import clean_details
from lederloft.domain.strategy.states import OfferState
from lederloft.domain.strategy.values import OfferDetails
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_shape_offers)
def make_offer(details: OfferDetails, *, is_offered: bool = True, acting: Acting) -> Ref:
    """Make an offer, open to leaders at once unless it is to be a draft."""
    state = OfferState.OFFERED if is_offered else OfferState.DRAFT
    offer = Offer.objects.create(**asdict(clean_details(details)), state=state)
    record(OfferMade(offer_id=offer.pk))
    if is_offered:
        record(OfferOpened(offer_id=offer.pk))
    return Ref(offer.pk, offer.public_key)
