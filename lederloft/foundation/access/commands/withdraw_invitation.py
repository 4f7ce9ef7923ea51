"""Shut a way in before it is used."""

from lederloft.foundation.access.account_errors import InvitationNotFound
from lederloft.foundation.access.account_facts import InvitationWithdrawn
from lederloft.foundation.access.account_policies import may_manage_accounts
from lederloft.foundation.access.invitations import open_rows
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import require_municipality
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_manage_accounts)
def withdraw_invitation(invitation_key: str, *, acting: Acting) -> None:
    """The link in the mail no longer works. Raises InvitationNotFound."""
    rows = open_rows().filter(public_key=invitation_key, municipality_id=require_municipality())
    invitation = rows.first()
    if invitation is None or not rows.update(withdrawn_at=clock.now()):
        raise InvitationNotFound
    record(InvitationWithdrawn(invitation_id=invitation.id))
