"""Reading roles, stand-ins, and which account is which person. Call inside a scope."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from lederloft.foundation.access.models import Membership, RoleGrant, StandIn
from lederloft.foundation.acting.values import Role, ScopeKind
from lederloft.foundation.dated.api import valid_on
from lederloft.foundation.tenancy.api import require_municipality


@dataclass(frozen=True)
class HeldRole:
    """A role somebody holds, has held or will hold."""

    grant_id: int
    public_key: str
    account_id: int
    role: Role
    scope_kind: ScopeKind
    scope_id: int | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class NamedStandIn:
    """A period in which somebody may use another's roles."""

    stand_in_id: int
    public_key: str
    absent_account_id: int
    stand_in_account_id: int
    valid_from: date
    valid_to: date


def list_roles(account_ids: Collection[int] | None = None) -> list[HeldRole]:
    """Every grant here, or those of the accounts, the newest first."""
    rows = RoleGrant.objects.order_by("-valid_from", "-id")
    if account_ids is not None:
        rows = rows.filter(account_id__in=account_ids)
    return [
        HeldRole(
            row.pk,
            row.public_key,
            row.account_id,
            Role(row.role),
            ScopeKind(row.scope_kind),
            row.scope_id,
            row.valid_from,
            row.valid_to,
        )
        for row in rows
    ]


def list_stand_ins(absent_account_id: int | None = None) -> list[NamedStandIn]:
    """Every stand-in here, or those of the absent one, the latest first."""
    rows = StandIn.objects.order_by("-valid_from", "-id")
    if absent_account_id is not None:
        rows = rows.filter(absent_account_id=absent_account_id)
    return [
        NamedStandIn(
            row.pk, row.public_key, row.absent_account_id, row.stand_in_account_id, row.valid_from, row.valid_to
        )
        for row in rows
    ]


def person_ids_of(account_ids: Collection[int]) -> dict[int, int]:
    """Account id → the id of the person it is here, in one query; accounts without a person are left out."""
    rows = Membership.objects.filter(municipality_id=require_municipality(), account_id__in=account_ids)
    return {account: person for account, person in rows.values_list("account_id", "person_id") if person is not None}


def person_ids_holding(*roles: Role, on: date) -> QuerySet[Any, Any]:
    """Those here whose account holds one of the roles on the day, for narrowing another question."""
    held = RoleGrant.objects.filter(valid_on(on), role__in=roles).values("account_id")
    rows = Membership.objects.filter(municipality_id=require_municipality(), account_id__in=held)
    return rows.exclude(person_id=None).values("person_id")


def account_ids_of(person_ids: Collection[int]) -> dict[int, int]:
    """Person id → the id of her account here, in one query; people without an account are left out."""
    rows = Membership.objects.filter(municipality_id=require_municipality(), person_id__in=person_ids)
    return {person: account for account, person in rows.values_list("account_id", "person_id") if person is not None}


def account_id_by_email(email: str) -> int | None:
    """The account with that address, when it belongs here."""
    rows = Membership.objects.filter(
        municipality_id=require_municipality(), account__email=email.strip().lower(), account__is_active=True
    )
    return rows.values_list("account_id", flat=True).first()
