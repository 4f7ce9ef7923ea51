"""The door to acting: who acts, so that use cases and jobs need no tables of accounts."""

from lederloft.foundation.acting.values import Acting, Grant, Permission, Role, ScopeKind, upkeep

__all__ = ["Acting", "Grant", "Permission", "Role", "ScopeKind", "upkeep"]
