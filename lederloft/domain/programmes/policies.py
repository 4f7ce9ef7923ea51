"""Who may plan editions, who may hold gatherings, and what each sees."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from lederloft.domain.programmes.models import Edition, FacilitatorAssignment, Gathering
from lederloft.domain.programmes.states import EditionState
from lederloft.domain.strategy import api as strategy
from lederloft.foundation.acting.values import Acting, Grant, Permission, Role, ScopeKind
from lederloft.foundation.trail.api import Via

# They hold gatherings, and see the editions they are assigned to.
HOLDERS = (Role.FACILITATOR, Role.SUPPLIER, Role.COACH)
# Everybody who works in the municipality sees what is offered.
_READERS = (Role.LEADER, Role.UNIT_HEAD, Role.BUDGET_HOLDER, Role.REPRESENTATIVE, Role.POLITICIAN)


def may_plan(acting: Acting, subject: object) -> Permission:
    """The development office, and the installation itself (examples, imports)."""
    return acting.is_upkeep or acting.grant(Role.DEVELOPMENT_OFFICE)


def may_see_contact(acting: Acting) -> bool:
    """Whom to ask is told those who take part or work with it; a politician sees what is offered."""
    return acting.is_upkeep or acting.has(*(role for role in Role if role != Role.POLITICIAN))


def may_hold_gathering(acting: Acting, gathering_id: int) -> Permission:
    """The development office, and those assigned to the gathering or its whole edition."""
    planner = may_plan(acting, gathering_id)
    if planner:
        return planner
    holder = acting.grant(*HOLDERS)
    if holder is None or acting.person_id is None:
        return None
    edition = Gathering.objects.filter(pk=gathering_id).values("edition_id")
    assigned = FacilitatorAssignment.objects.filter(
        Q(gathering_id=gathering_id) | Q(gathering__isnull=True), edition__in=edition, person_id=acting.person_id
    )
    return holder if assigned.exists() else None


def visible_to(acting: Acting) -> QuerySet[Edition]:
    """Editions the acting may see: drafts, and those of an offer in draft, only for the development office, own ones
    for those who hold gatherings."""
    if may_plan(acting, None):
        return Edition.objects.all()
    offers = strategy.visible_to(acting).values("pk")
    opened = Edition.objects.exclude(state=EditionState.DRAFT).filter(module__offer__in=offers)
    if acting.has(*_READERS):
        return opened
    if acting.person_id is not None and acting.has(*HOLDERS):
        mine = FacilitatorAssignment.objects.filter(edition_id=OuterRef("pk"), person_id=acting.person_id)
        return opened.filter(Exists(mine))
    return opened.none()


def roles_of(acting: Acting) -> frozenset[Role]:
    """What visible_to() looks at beside the person, so that a question can be prepared for all who hold the same."""
    return frozenset({Role.DEVELOPMENT_OFFICE} if acting.is_upkeep else {grant.role for grant in acting.grants})


def with_roles(roles: Collection[Role], *, person_id: int) -> Acting:
    """Somebody with those roles, to prepare a question with."""
    grants = tuple(Grant(role, ScopeKind.MUNICIPALITY) for role in sorted(roles))
    return Acting(None, None, person_id, grants, Via.SESSION)


def gatherings_visible_to(acting: Acting) -> QuerySet[Gathering]:
    """Gatherings of the editions the acting may see."""
    return Gathering.objects.filter(edition__in=visible_to(acting).values("pk"))


def gatherings_held_by(acting: Acting) -> QuerySet[Gathering]:
    """Gatherings the acting is assigned to, one by one or by the edition; none without such a role."""
    if acting.person_id is None or not acting.has(*HOLDERS):
        return Gathering.objects.none()
    assigned = FacilitatorAssignment.objects.filter(
        Q(gathering_id=OuterRef("pk")) | Q(gathering__isnull=True),
        edition_id=OuterRef("edition_id"),
        person_id=acting.person_id,
    )
    return Gathering.objects.filter(Exists(assigned)).exclude(edition__state=EditionState.DRAFT)
