"""Who may act as what today."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from lederloft.foundation.access.models import Membership, RoleGrant, StandIn
from lederloft.foundation.acting.values import Acting, Grant, Role, ScopeKind
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import prepared, scope
from lederloft.foundation.trail.api import Via


def list_grants(account_id: int) -> tuple[Grant, ...]:
    """The roles valid today, own and lent, in one query. Call it inside a scope."""
    return _grants(account_id, _valid_grants(account_id=account_id, today=clock.today()))


def _grants(account_id: int, rows: Iterable[Sequence[Any]]) -> tuple[Grant, ...]:
    return tuple(
        Grant(Role(role), ScopeKind(kind), scope_id, None if holder == account_id else holder)
        for holder, role, kind, scope_id in rows
        # What is one's own can't be lent, and the keys to the system are not handed on with a leave of absence.
        if holder == account_id or (kind != ScopeKind.OWN and role not in {Role.IT, Role.DATA_PROTECTION})
    )


@prepared
def _valid_grants(*, account_id: int, today: date) -> QuerySet[Any, Any]:
    return valid_grants(account_id, today=today).values_list(*GRANT_FIELDS)


GRANT_FIELDS = ("account_id", "role", "scope_kind", "scope_id")


def valid_grants(account_id: int, *, today: date) -> QuerySet[RoleGrant]:
    """Her own and those lent to her, for a face that asks for more beside GRANT_FIELDS; read by acting_with()."""
    valid = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    absent = StandIn.objects.filter(
        stand_in_account_id=account_id,
        valid_from__lte=today,
        valid_to__gte=today,
        absent_account__is_active=True,
        absent_account__memberships__municipality_id=F("municipality_id"),
        absent_account__memberships__disabled_at__isnull=True,
    ).values("absent_account_id")
    rows = RoleGrant.objects.filter(valid, Q(account_id=account_id) | Q(account_id__in=absent))
    return rows.order_by("id")


def get_acting(account_id: int, municipality_id: int, *, via: Via) -> Acting:
    """The one who acts, with today's roles. Raises NotAllowed when she doesn't belong there or is disabled."""
    member = Membership.objects.filter(
        account_id=account_id, municipality_id=municipality_id, account__is_active=True, disabled_at__isnull=True
    ).first()
    if member is None:
        raise NotAllowed
    return acting_of(member, via=via)


def acting_with(member: Membership, rows: Iterable[Sequence[Any]], *, via: Via) -> Acting:
    """The one who acts, for an open membership and the GRANT_FIELDS of valid_grants() already read."""
    grants = _grants(member.account_id, rows)
    return Acting(member.account_id, member.municipality_id, member.person_id, grants, via)


def acting_of(member: Membership, *, via: Via) -> Acting:
    """The one who acts, for an open membership already read: one query more."""
    with scope(member.municipality_id):
        grants = list_grants(member.account_id)
    return Acting(member.account_id, member.municipality_id, member.person_id, grants, via)
