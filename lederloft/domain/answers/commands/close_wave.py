"""Close a wave, for good."""

from lederloft.domain.answers.commands.moving import lock_wave, move, settle
from lederloft.domain.answers.commands.stores import count_stored, discard, lay_anew
from lederloft.domain.answers.facts import WaveClosed
from lederloft.domain.answers.models import Invitation, Wave
from lederloft.domain.answers.policies import may_run_waves
from lederloft.domain.answers.rules import are_enough
from lederloft.domain.answers.states import MOVES, InvitationState, WaveState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.states.api import require_move
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_run_waves)
def close_wave(wave_id: int, *, acting: Acting) -> None:
    """Move the rest, lay the whole wave anew in the store, and void every link. Harmless to repeat. Raises NotFound.

    With fewer answers than the wave's minimum all of them are discarded, and nobody's invitation says that she has
    answered: beside so few answers her name would be as good as on one.

    The wave itself closes last: a crash before leaves it open, and the next run begins again by settling.
    """
    wave = lock_wave(wave_id)
    if wave.state == WaveState.CLOSED:
        return unchanged(None)
    require_move(MOVES, WaveState(wave.state), WaveState.CLOSED)
    standing = settle(wave)
    if are_enough(count_stored(wave.public_key) + len(standing.waiting), wave.minimum_batch):
        move(standing, list(standing.waiting))
        lay_anew(wave)
    else:
        discard(wave.public_key, list(standing.waiting))
        Invitation.objects.filter(wave=wave).update(state=InvitationState.INVITED)
    # Every row, changed or not: which of them changed together at some flush is forgotten.
    Invitation.objects.filter(wave=wave).update(token_hash=None)
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.CLOSED, closed_at=clock.now())
    record(WaveClosed(wave_id=wave.pk))
    return None
