"""Withdraw an answer while it waits in the buffer; afterwards nobody can find it.

The order: the buffer first, then P. A crash between them leaves "answered" with no answer, which the next settling
makes "invited" again.
"""

from dataclasses import replace

from lederloft.domain.answers.commands.links import lock_invitation
from lederloft.domain.answers.commands.stores import is_moved, remove_from_buffer
from lederloft.domain.answers.errors import LinkInvalid
from lederloft.domain.answers.models import Invitation
from lederloft.domain.answers.policies import may_answer
from lederloft.domain.answers.rules import nonce_of
from lederloft.domain.answers.states import InvitationState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case


def withdraw_answer(token: str, *, acting: Acting) -> None:
    """Take the answer back; she may answer again. Harmless to repeat. Raises LinkInvalid, NotOpenNow."""
    _withdraw_answer(token, acting=replace(acting, client_key=None))


@use_case(may=may_answer, trail=False, because="a fact would tell who answered when")
def _withdraw_answer(token: str, *, acting: Acting) -> None:
    invitation, token_hash = lock_invitation(token)
    nonce = nonce_of(token_hash)
    if is_moved(nonce):
        raise LinkInvalid
    remove_from_buffer([nonce])
    Invitation.objects.filter(pk=invitation.pk).update(state=InvitationState.INVITED)
