"""Give an account a role."""

from datetime import date

from lederloft.foundation.access.models import Membership, RoleGrant
from lederloft.foundation.access.role_errors import AccountNotHere, RoleNotThatWide
from lederloft.foundation.access.role_facts import RoleGranted
from lederloft.foundation.access.role_policies import may_manage_roles
from lederloft.foundation.acting.api import Acting, Role, ScopeKind
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

    The same role with the same reach on a day of the period is enough: nothing is added then.
    Raises AccountNotHere, RoleNotThatWide, PeriodEndsBeforeStart.
    """
    period = Period(valid_from, valid_to)
    needs_id = scope_kind in {ScopeKind.UNIT, ScopeKind.AGREEMENT}
    if scope_kind not in MAY_REACH[role] or needs_id != (scope_id is not None):
        raise RoleNotThatWide(role=role.value)
    require_member(account_id)
    same = RoleGrant.objects.filter(account_id=account_id, role=role, scope_kind=scope_kind, scope_id=scope_id)
    held = same.filter(valid_between(period.valid_from, period.valid_to)).first()
    if held is not None:
        return unchanged(held.pk)
    grant = RoleGrant.objects.create(
        account_id=account_id,
        role=role,
        scope_kind=scope_kind,
        scope_id=scope_id,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    record(
        RoleGranted(
            grant_id=grant.pk,
            holder_account_id=account_id,
            role=role,
            scope_kind=scope_kind,
            scope_id=scope_id,
            begins_on=valid_from.isoformat(),
            last_on=valid_to.isoformat() if valid_to else None,
        )
    )
    return grant.pk


def require_member(account_id: int) -> None:
    """The account belongs to the municipality in scope; raises AccountNotHere."""
    if not Membership.objects.filter(account_id=account_id, municipality_id=require_municipality()).exists():
        raise AccountNotHere
