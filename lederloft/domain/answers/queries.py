"""Reading. Nobody reads who has answered, or what, one by one."""

from collections.abc import Collection, Mapping, Sequence

from lederloft.domain.answers.models import BufferedAnswer, Invitation
from lederloft.domain.answers.rules import nonce_of
from lederloft.domain.answers.states import InvitationState
from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import Subject

_WAITING = N_("Svar som ikke er flyttet ennå")
_ANSWERS = N_("Svar uten navn")
_NOBODY_S = N_("Svarene er blandet med andres. Ingen kan se hvem som svarte hva, og derfor kan de ikke slettes.")


def export_waiting_answers(subject: Subject) -> tuple[str, Sequence[Mapping[str, object]]]:
    """Export source: her own answers that still wait in the buffer. What has been moved, nobody can find."""
    hashes = Invitation.objects.filter(person_id__in=subject.person_ids, token_hash__isnull=False)
    nonces = [nonce_of(one or "") for one in hashes.order_by("pk").values_list("token_hash", flat=True)]
    found = BufferedAnswer.objects.filter(nonce__in=nonces).order_by("nonce") if nonces else ()
    return _WAITING, [{"wave": row.wave, "answers": row.answers} for row in found]


def what_stays_of(person_ids: Collection[int]) -> dict[str, str]:
    """For the receipt of an erasure: record → why it stands. Empty when none of her answers has been moved."""
    moved = Invitation.objects.filter(
        person_id__in=list(person_ids), state=InvitationState.ANSWERED, token_hash__isnull=True
    )
    return {_ANSWERS: _NOBODY_S} if moved.exists() else {}
