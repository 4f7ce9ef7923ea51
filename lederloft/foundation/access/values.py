"""The plain side of access: what acting is made of, re-exported for those who know it by this door."""

from lederloft.foundation.acting.values import Acting, Grant, Permission, Role, ScopeKind, upkeep

__all__ = ["Acting", "Grant", "Permission", "Role", "ScopeKind", "upkeep"]
