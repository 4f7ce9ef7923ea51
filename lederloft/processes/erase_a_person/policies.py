"""Who may erase, and who keeps the house tidy."""

from lederloft.foundation.acting.values import Acting, Permission, Role, ScopeKind


def may_erase(acting: Acting, subject: object) -> Permission:
    """The data protection officer of the municipality, and the command line."""
    if acting.is_upkeep:
        return True
    held = [g for g in acting.grants if g.role == Role.DATA_PROTECTION and g.scope_kind == ScopeKind.MUNICIPALITY]
    return held[0] if held and acting.municipality_id is not None else None


def may_tidy(acting: Acting, subject: object) -> Permission:
    """The installation itself."""
    return acting.is_upkeep
