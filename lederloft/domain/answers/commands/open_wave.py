"""Open a wave."""

from lederloft.domain.answers.errors import WaveEndsBeforeStart
from lederloft.domain.answers.facts import WaveOpened
from lederloft.domain.answers.models import AnonymityFloor, Wave
from lederloft.domain.answers.policies import may_run_waves
from lederloft.domain.answers.rules import require_minimum
from lederloft.domain.answers.values import NewWave, OpenedWave
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.dated.api import get_on
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_run_waves)
def open_wave(new: NewWave, *, acting: Acting) -> OpenedWave:
    """A wave people can be invited to. What is mixed is decided here and never changes.

    Raises WaveEndsBeforeStart, MinimumTooLow, NothingValid.
    """
    if new.closes_at <= new.opens_at:
        raise WaveEndsBeforeStart
    floor = get_on(AnonymityFloor.objects.all(), clock.local_date(new.opens_at))
    wave = Wave.objects.create(
        subject_label=new.subject_label,
        subject_id=new.subject_id,
        opens_at=new.opens_at,
        closes_at=new.closes_at,
        minimum_batch=require_minimum(new.minimum_batch, floor=floor.minimum),
    )
    record(WaveOpened(wave_id=wave.pk))
    return OpenedWave(wave.pk, wave.public_key, wave.minimum_batch)
