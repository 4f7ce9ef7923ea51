"""The links people answer by: a secret made anew from the invitation's key, stored as a hash until it is used up."""

from lederloft.domain.answers.errors import LinkInvalid, NotOpenNow
from lederloft.domain.answers.models import Invitation, Wave
from lederloft.domain.answers.states import WaveState
from lederloft.foundation.access.api import derive, hash_secret
from lederloft.foundation.clock import api as clock


def token_of(public_key: str) -> str:
    """The secret of an invitation's link, 256 bits."""
    return derive("answer", public_key)


def lock_invitation(token: str) -> tuple[Invitation, str]:
    """The invitation of a link, held against flush and withdrawal, and the link's hash.

    Raises LinkInvalid, NotOpenNow.
    """
    token_hash = hash_secret(token)
    invitation = Invitation.objects.select_for_update().filter(token_hash=token_hash).first()
    if invitation is None:
        raise LinkInvalid
    wave = Wave.objects.get(pk=invitation.wave_id)  # read when the invitation is held: closing holds it too
    if wave.state != WaveState.OPEN:
        raise LinkInvalid
    if not wave.opens_at <= clock.now() < wave.closes_at:
        raise NotOpenNow(opens_at=wave.opens_at, closes_at=wave.closes_at)
    return invitation, token_hash


def link_token(wave_id: int, *, person_id: int) -> str | None:
    """The secret of her link, for the mail that asks her; None when it leads nowhere any more. In the scope."""
    found = Invitation.objects.filter(wave_id=wave_id, person_id=person_id, token_hash__isnull=False)
    key = found.values_list("public_key", flat=True).first()
    return None if key is None else token_of(key)
