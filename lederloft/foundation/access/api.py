"""The door to access."""

from lederloft.foundation.access.commands.end_stand_in import end_stand_in
from lederloft.foundation.access.commands.grant_role import grant_role
from lederloft.foundation.access.commands.name_stand_in import name_stand_in
from lederloft.foundation.access.commands.withdraw_role import withdraw_role
from lederloft.foundation.access.queries import Place, get_acting, list_grants, list_places
from lederloft.foundation.access.role_queries import (
    HeldRole,
    NamedStandIn,
    account_ids_of,
    list_roles,
    list_stand_ins,
    person_ids_of,
)
from lederloft.foundation.access.values import Acting, Grant, Permission, Role, ScopeKind, upkeep

__all__ = [
    "Acting",
    "Grant",
    "HeldRole",
    "NamedStandIn",
    "Permission",
    "Place",
    "Role",
    "ScopeKind",
    "account_ids_of",
    "end_stand_in",
    "get_acting",
    "grant_role",
    "list_grants",
    "list_places",
    "list_roles",
    "list_stand_ins",
    "name_stand_in",
    "person_ids_of",
    "upkeep",
    "withdraw_role",
]
