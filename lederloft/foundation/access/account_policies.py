"""Who may do what with accounts."""

from typing import Any

from lederloft.foundation.acting.values import Acting, Permission, Role


def may_manage_accounts(acting: Acting, subject: Any) -> Permission:
    """IT of the municipality, or the installation at its set-up."""
    return acting.is_upkeep or acting.grant(Role.IT)


def may_manage_own(acting: Acting, subject: Any) -> Permission:
    """Everybody with an account, her own account only: these acts take no other's."""
    return acting.account_id is not None


def may_use_secret(acting: Acting, subject: Any) -> Permission:
    """Whoever holds the secret of a mail; the act itself checks it."""
    return True
