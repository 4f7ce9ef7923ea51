"""Who may hand out roles, and who may name a stand-in."""

from lederloft.foundation.access.models import StandIn
from lederloft.foundation.acting.values import Acting, Permission, Role


def may_manage_roles(acting: Acting, subject: object) -> Permission:
    """IT of the municipality, or the installation at its set-up."""
    return acting.is_upkeep or acting.grant(Role.IT)


def may_name_stand_in(acting: Acting, absent_account_id: int) -> Permission:
    """Everybody for herself; IT for others. Lent roles don't count, so that nothing is lent twice."""
    return acting.is_upkeep or acting.account_id == absent_account_id or _own_it(acting)


def may_end_stand_in(acting: Acting, stand_in_id: int) -> Permission:
    """The absent one, the stand-in herself, and IT."""
    if acting.is_upkeep or _own_it(acting):
        return True
    row = StandIn.objects.filter(id=stand_in_id).values_list("absent_account_id", "stand_in_account_id").first()
    return row is not None and acting.account_id in row


def _own_it(acting: Acting) -> bool:
    return any(g.role == Role.IT and g.lent_by_account_id is None for g in acting.grants)
