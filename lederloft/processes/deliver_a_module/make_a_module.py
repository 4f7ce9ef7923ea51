"""Make a module of an offer."""

from lederloft.domain.organisation.values import Ref
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import ModuleDetails
from lederloft.domain.strategy import api as strategy
from lederloft.domain.strategy.api import OfferState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module.errors import OfferEnded


@use_case(may=programmes.may_plan)
def make_a_module(offer_id: int, *, details: ModuleDetails, acting: Acting) -> Ref:
    """Write the module down, of an offer that hasn't ended. Raises OfferEnded, NotFound."""
    offer = strategy.find_offer(offer_id)
    if offer.state == OfferState.ENDED:
        raise OfferEnded(name=offer.details.name)
    return programmes.make_module(offer_id, details=details, acting=acting)
