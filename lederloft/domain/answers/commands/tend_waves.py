"""The hourly job: close what is over, move what can be mixed, and forget the slips of what closed long ago."""

from datetime import timedelta

from lederloft.domain.answers.commands.close_wave import close_wave
from lederloft.domain.answers.commands.flush_buffer import flush_buffer
from lederloft.domain.answers.models import MovedSlip, Wave
from lederloft.domain.answers.states import WaveState
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import Job
from lederloft.foundation.tenancy.api import require_municipality, scope

_SLIPS_KEPT = timedelta(days=2)  # no backup takes that long


def tend_waves(job: Job) -> None:
    """Tend the waves of the job's municipality. Harmless to repeat."""
    acting = job.acting()
    with scope(acting.municipality_id or 0):
        waves = list(Wave.objects.filter(state=WaveState.OPEN).values_list("pk", "closes_at"))
    for wave_id, closes_at in waves:
        job.stop_if_cancelled()
        if closes_at <= clock.now():
            close_wave(wave_id, acting=acting)
        else:
            flush_buffer(wave_id, acting=acting)
    with scope(acting.municipality_id or 0):
        _forget_slips()


def _forget_slips() -> None:
    done = Wave.objects.filter(closed_at__lt=clock.now() - _SLIPS_KEPT).values_list("public_key", flat=True)
    if keys := list(done):
        MovedSlip.objects.filter(municipality_id=require_municipality(), wave__in=keys).delete()
