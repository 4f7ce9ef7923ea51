"""Take a role back."""

from datetime import date, timedelta

from lederloft.foundation.access.models import RoleGrant
from lederloft.foundation.access.role_errors import LastAdministrator, UnknownRoleGrant
from lederloft.foundation.access.role_facts import RoleWithdrawn
from lederloft.foundation.access.role_policies import may_manage_roles
from lederloft.foundation.acting.api import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import Municipality, require_municipality
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_manage_roles)
def withdraw_role(grant_id: int, *, ceases_on: date | None = None, acting: Acting) -> None:
    """From that day (default: at once) the role is no longer held; one that had not begun goes altogether.

    Raises UnknownRoleGrant, LastAdministrator.
    """
    ceases_on = ceases_on or clock.today()
    # Two administrators who withdraw each other's role at the same moment take turns here.
    Municipality.objects.select_for_update(no_key=True).get(id=require_municipality())
    grant = RoleGrant.objects.filter(id=grant_id).first()
    if grant is None:
        raise UnknownRoleGrant
    if grant.valid_to is not None and grant.valid_to < ceases_on:
        return unchanged(None)
    if grant.role == Role.IT and not _another_administrator(grant):
        raise LastAdministrator
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


def _another_administrator(grant: RoleGrant) -> bool:
    others = RoleGrant.objects.filter(
        role=Role.IT, valid_from__lte=clock.today(), valid_to__isnull=True, account__is_active=True
    )
    return others.exclude(account_id=grant.account_id).exists()
