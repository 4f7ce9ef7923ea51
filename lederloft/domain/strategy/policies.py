"""Who may shape the strategy, and which offers one sees."""

from django.db.models import QuerySet

from lederloft.domain.strategy.models import Offer
from lederloft.domain.strategy.states import OfferState
from lederloft.foundation.acting.values import Acting, Permission, Role

# They look after the system or the rights of people, and see no content.
_WITHOUT_CONTENT = frozenset({Role.IT, Role.DATA_PROTECTION})


def may_shape_offers(acting: Acting, subject: object) -> Permission:
    """The development office, and the installation itself (examples, imports)."""
    return acting.is_upkeep or acting.grant(Role.DEVELOPMENT_OFFICE)


def visible_to(acting: Acting) -> QuerySet[Offer]:
    """Offers the acting may see. What is offered is public; drafts are the development office's."""
    if may_shape_offers(acting, None):
        return Offer.objects.all()
    if acting.grants and all(grant.role in _WITHOUT_CONTENT for grant in acting.grants):
        return Offer.objects.none()
    return Offer.objects.exclude(state=OfferState.DRAFT)
