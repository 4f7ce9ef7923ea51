"""Move answers from the buffer to the store, in batches."""

from lederloft.domain.answers.commands.moving import choose_batch, lock_wave, move, settle
from lederloft.domain.answers.policies import may_tend_waves
from lederloft.domain.answers.states import WaveState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_tend_waves, trail=False, because="the moments of batches could tell whose answers lie in which")
def flush_buffer(wave_id: int, *, acting: Acting) -> int:
    """Move what can be mixed with enough others; returns how many. Harmless to repeat. Raises NotFound."""
    wave = lock_wave(wave_id)
    if wave.state != WaveState.OPEN:
        return unchanged(0)
    standing = settle(wave)
    return move(standing, choose_batch(standing))
