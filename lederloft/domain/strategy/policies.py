"""Who may shape the strategy, and which offers one sees."""

from django.db.models import QuerySet

from lederloft.domain.strategy.models import Offer
from lederloft.domain.strategy.states import OfferState
from lederloft.foundation.acting.values import Acting, Permission, Role

# Who sees what is offered. IT and the data protection officer look after the system and the rights of people.
_READERS = (
    Role.LEADER,
    Role.UNIT_HEAD,
    Role.BUDGET_HOLDER,
    Role.SUPPLIER,
    Role.COACH,
    Role.FACILITATOR,
    Role.REPRESENTATIVE,
    Role.POLITICIAN,
)


def may_shape_offers(acting: Acting, subject: object) -> Permission:
    """The development office, and the installation itself (examples, imports)."""
    return acting.is_upkeep or acting.grant(Role.DEVELOPMENT_OFFICE)


def visible_to(acting: Acting) -> QuerySet[Offer]:
    """Offers the acting may see; drafts are the development office's."""
    if may_shape_offers(acting, None):
        return Offer.objects.all()
    published = Offer.objects.exclude(state=OfferState.DRAFT)
    return published if acting.has(*_READERS) else published.none()
