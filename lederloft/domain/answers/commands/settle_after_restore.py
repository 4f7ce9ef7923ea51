"""After a restore: the buffer was not in the backup, and the two other databases were copied one after the other.

``default`` is copied first, so what it calls moved is in the copy of ``answers``. What was moved between the two
copies has its slip there; what the buffer here still holds is kept; what lies in neither is asked for again.
"""

from lederloft.domain.answers.commands.moving import lock_wave, settle
from lederloft.domain.answers.commands.stores import keep_in_buffer
from lederloft.domain.answers.models import Wave
from lederloft.domain.answers.policies import may_tend_waves
from lederloft.domain.answers.states import WaveState
from lederloft.foundation.acting.values import Acting, upkeep
from lederloft.foundation.tenancy.api import list_municipalities
from lederloft.foundation.trail.api import Via
from lederloft.foundation.use_cases.api import use_case


def settle_after_restore() -> int:
    """Let the three stores agree again; returns how many are invited again. Harmless to repeat."""
    invited_again, open_keys = 0, set()
    for place in list_municipalities():
        count, keys = settle_open_waves(acting=upkeep(municipality_id=place.pk, via=Via.COMMAND))
        invited_again += count
        open_keys.update(keys)
    # Answers to waves that the backup doesn't know, or knows as closed.
    keep_in_buffer(open_keys)
    return invited_again


@use_case(may=may_tend_waves, trail=False, because="a fact would tell whose answers had not been moved")
def settle_open_waves(*, acting: Acting) -> tuple[int, list[str]]:
    """One municipality's part: how many are invited again, and the keys of its open waves."""
    standings = [
        settle(lock_wave(wave_id))
        for wave_id in Wave.objects.filter(state=WaveState.OPEN).order_by("pk").values_list("pk", flat=True)
    ]
    return sum(one.invited_again for one in standings), [one.wave.public_key for one in standings]
