"""The door to access."""

from lederloft.foundation.access.queries import Place, get_acting, list_grants, list_places
from lederloft.foundation.access.values import Acting, Grant, Permission, Role, ScopeKind, upkeep

__all__ = [
    "Acting",
    "Grant",
    "Permission",
    "Place",
    "Role",
    "ScopeKind",
    "get_acting",
    "list_grants",
    "list_places",
    "upkeep",
]
