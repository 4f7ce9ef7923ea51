"""Take a role back."""

from datetime import date, timedelta

from lederloft.foundation.access.administrators import keep_an_administrator, take_turns
from lederloft.foundation.access.models import RoleGrant
from lederloft.foundation.access.role_errors import UnknownRoleGrant
from lederloft.foundation.access.role_facts import RoleWithdrawn
from lederloft.foundation.access.role_policies import may_manage_roles
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_manage_roles)
def withdraw_role(grant_id: int, *, ceases_on: date | None = None, acting: Acting) -> None:
    """From that day (default: at once) the role is no longer held; one that had not begun goes altogether.

    Raises UnknownRoleGrant, LastAdministrator.
    """
    ceases_on = ceases_on or clock.today()
    take_turns()
    grant = RoleGrant.objects.filter(id=grant_id).first()
    if grant is None:
        raise UnknownRoleGrant
    if grant.valid_to is not None and grant.valid_to < ceases_on:
        return unchanged(None)
    if grant.role == Role.IT:
        keep_an_administrator(without=[grant.account_id])
    fact = RoleWithdrawn(
        grant_id=grant.pk, holder_account_id=grant.account_id, role=grant.role, ceases_on=ceases_on.isoformat()
    )
    if ceases_on <= grant.valid_from:
        grant.delete()
    else:
        grant.valid_to = ceases_on - timedelta(days=1)
        grant.save(update_fields=["valid_to"])
    record(fact)
    return None
