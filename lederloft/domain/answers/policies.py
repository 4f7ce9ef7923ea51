"""Who may run waves, and who may answer."""

from lederloft.foundation.acting.values import Acting, Permission, Role


def may_run_waves(acting: Acting, subject: object) -> Permission:
    """The development office, and the installation itself. Nobody may see who has answered."""
    return acting.is_upkeep or acting.grant(Role.DEVELOPMENT_OFFICE)


def may_tend_waves(acting: Acting, subject: object) -> Permission:
    """The installation itself."""
    return acting.is_upkeep


def may_answer(acting: Acting, token: object) -> Permission:
    """Whoever holds the link; signing in would tell who answered when."""
    return isinstance(token, str) and token != ""
