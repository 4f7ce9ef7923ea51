"""Give an answer by a link.

The order (P: default, B: buffer), and what a crash after each step leaves behind:

1. P: hold the invitation                       – nothing
2. B: the answer, by its nonce; committed       – the answer counts: the next settling makes P say so, and a repeat
                                                  writes over it, since the nonce is the same
3. P: answered; the act commits                 – whole; a repeat is told that she has answered, whatever it says
4. only now is the answer acknowledged

The link's hash stays until the answer has been moved (decision 0011): the nonce is made from it, it makes a repeat
harmless, and after a restore without the buffer the same link works again.

A repeat is never compared with what was answered: whoever else holds the link could try one guess after another.
"""

from collections.abc import Sequence
from dataclasses import replace

from lederloft.domain.answers.commands.links import lock_invitation
from lederloft.domain.answers.commands.stores import is_moved, put_in_buffer
from lederloft.domain.answers.errors import AlreadyAnswered, LinkInvalid
from lederloft.domain.answers.models import BufferedAnswer, Invitation
from lederloft.domain.answers.policies import may_answer
from lederloft.domain.answers.rules import clean_answers, nonce_of
from lederloft.domain.answers.states import InvitationState
from lederloft.domain.answers.values import Answers
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case


def give_answer(token: str, *, answers: Sequence[int | None], pair_key: str | None = None, acting: Acting) -> None:
    """Keep the answer in the buffer. A client key is left out: its fingerprint would tell what was answered.

    Raises LinkInvalid, NotOpenNow, AlreadyAnswered, AnswersNotReadable.
    """
    _give_answer(token, answers=clean_answers(answers), pair_key=pair_key, acting=replace(acting, client_key=None))


@use_case(
    may=may_answer, trail=False, because="a fact would tell who answered when, and the order could tell who said what"
)
def _give_answer(token: str, *, answers: Answers, pair_key: str | None, acting: Acting) -> None:
    invitation, token_hash = lock_invitation(token)
    nonce = nonce_of(token_hash)
    if is_moved(nonce):
        raise LinkInvalid
    if invitation.state == InvitationState.ANSWERED and BufferedAnswer.objects.filter(nonce=nonce).exists():
        raise AlreadyAnswered
    put_in_buffer(
        BufferedAnswer(
            nonce=nonce,
            municipality_id=invitation.municipality_id,
            wave=invitation.wave.public_key,
            unit="" if invitation.unit is None else invitation.unit.public_key,
            answers=list(answers),
            pair_key=pair_key,
        )
    )
    Invitation.objects.filter(pk=invitation.pk).update(state=InvitationState.ANSWERED)
