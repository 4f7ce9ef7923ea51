"""Give an account a role."""

from datetime import date

from lederloft.foundation.access.models import Membership, RoleGrant
from lederloft.foundation.access.role_errors import AccountNotHere, OwnRole, RoleNotThatWide
from lederloft.foundation.access.role_facts import RoleGranted
from lederloft.foundation.access.role_policies import may_manage_roles
from lederloft.foundation.acting.values import Acting, Role, ScopeKind
from lederloft.foundation.dated.api import Period, valid_between
from lederloft.foundation.tenancy.api import require_municipality
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case

MAY_REACH: dict[Role, frozenset[ScopeKind]] = {
    Role.LEADER: frozenset({ScopeKind.OWN}),
    Role.UNIT_HEAD: frozenset({ScopeKind.UNIT, ScopeKind.MUNICIPALITY}),
    Role.BUDGET_HOLDER: frozenset({ScopeKind.UNIT, ScopeKind.MUNICIPALITY}),
    Role.DEVELOPMENT_OFFICE: frozenset({ScopeKind.MUNICIPALITY}),
    Role.SUPPLIER: frozenset({ScopeKind.OWN, ScopeKind.AGREEMENT}),
    Role.COACH: frozenset({ScopeKind.OWN, ScopeKind.AGREEMENT}),
    Role.FACILITATOR: frozenset({ScopeKind.OWN, ScopeKind.AGREEMENT}),
    Role.REPRESENTATIVE: frozenset({ScopeKind.MUNICIPALITY, ScopeKind.UNIT}),
    Role.POLITICIAN: frozenset({ScopeKind.MUNICIPALITY}),
    Role.IT: frozenset({ScopeKind.MUNICIPALITY}),
    Role.DATA_PROTECTION: frozenset({ScopeKind.MUNICIPALITY}),
}


def usual_reach(role: Role) -> ScopeKind:
    """As far as its own things, or the municipality where it must."""
    return ScopeKind.OWN if ScopeKind.OWN in MAY_REACH[role] else ScopeKind.MUNICIPALITY


@use_case(may=may_manage_roles)
def grant_role(
    account_id: int,
    *,
    role: Role,
    scope_kind: ScopeKind,
    scope_id: int | None = None,
    valid_from: date,
    valid_to: date | None = None,
    acting: Acting,
) -> int:
    """The account holds the role from the day to the last day; returns the grant's id.

    The same role with the same reach through the whole period is enough: nothing is added then. Held in a part of
    it, it is lengthened to cover both.
    Nobody gives herself one. Raises OwnRole, AccountNotHere, RoleNotThatWide, PeriodEndsBeforeStart.
    """
    if account_id == acting.account_id:
        raise OwnRole
    period = Period(valid_from, valid_to)
    needs_id = scope_kind in {ScopeKind.UNIT, ScopeKind.AGREEMENT}
    if scope_kind not in MAY_REACH[role] or needs_id != (scope_id is not None):
        raise RoleNotThatWide(role=role.value)
    require_member(account_id)
    same = RoleGrant.objects.filter(account_id=account_id, role=role, scope_kind=scope_kind, scope_id=scope_id)
    held = list(same.filter(valid_between(period.valid_from, period.valid_to)).order_by("valid_from", "id"))
    covering = next((one for one in held if _covers(one, period)), None)
    if covering is not None:
        return unchanged(covering.pk)
    grant = held[0] if held else RoleGrant(account_id=account_id, role=role, scope_kind=scope_kind, scope_id=scope_id)
    grant.valid_from = min([valid_from, *(one.valid_from for one in held)])
    grant.valid_to = _latest([valid_to, *(one.valid_to for one in held)])
    grant.save()
    for one in held[1:]:  # one row, so that withdrawing it takes the role away
        one.delete()
    record(
        RoleGranted(
            grant_id=grant.pk,
            holder_account_id=account_id,
            role=role,
            scope_kind=scope_kind,
            scope_id=scope_id,
            begins_on=grant.valid_from.isoformat(),
            last_on=grant.valid_to.isoformat() if grant.valid_to else None,
        )
    )
    return grant.pk


def _covers(held: RoleGrant, period: Period) -> bool:
    if held.valid_from > period.valid_from:
        return False
    return held.valid_to is None or (period.valid_to is not None and period.valid_to <= held.valid_to)


def _latest(days: list[date | None]) -> date | None:
    """None is for ever."""
    return None if None in days else max(day for day in days if day is not None)


def require_member(account_id: int) -> None:
    """The account belongs to the municipality in scope; raises AccountNotHere."""
    if not Membership.objects.filter(account_id=account_id, municipality_id=require_municipality()).exists():
        raise AccountNotHere
