"""Somebody must be able to manage accounts, whoever leaves and however."""

from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from lederloft.foundation.access.models import Membership, RoleGrant
from lederloft.foundation.access.role_errors import LastAdministrator
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import Municipality, list_municipalities, require_municipality, scope


def take_turns() -> None:
    """Two administrators who shut each other out at the same moment take turns here."""
    Municipality.objects.select_for_update(no_key=True).get(id=require_municipality())


def keep_an_administrator(*, without: Collection[int]) -> None:
    """An open member who isn't among these accounts holds IT without an end. Raises LastAdministrator.

    Where none of them is an administrator nothing is asked. Call it in the transaction that takes one away.
    """
    take_turns()
    pairs = list(_held().values_list("account_id", "valid_to"))
    leaves_one = any(account_id in without for account_id, _last_on in pairs)
    if leaves_one and not any(last_on is None and account_id not in without for account_id, last_on in pairs):
        raise LastAdministrator


def list_without_administrator() -> list[Municipality]:
    """Where accounts are and nobody open can manage them: a restore may leave it so. Call it outside a scope."""
    found = []
    for place in list_municipalities():
        if Membership.objects.filter(municipality=place).exists():
            with scope(place.id):
                if not _held().exists():
                    found.append(place)
    return found


def _held() -> QuerySet[RoleGrant]:
    """The role as open members hold it here today."""
    today = clock.today()
    return RoleGrant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        role=Role.IT,
        valid_from__lte=today,
        account__is_active=True,
        account__memberships__municipality_id=F("municipality_id"),
        account__memberships__disabled_at__isnull=True,
    )
