"""What people and upkeep do with jobs: stop, start again."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import transaction

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.facts import JobCancelled, JobRestarted
from lederloft.foundation.jobs.models import QueuedJob
from lederloft.foundation.jobs.queries import require_job
from lederloft.foundation.jobs.states import JobState
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import bound, current_binding, record


@contextmanager
def _act(acting: Acting) -> Iterator[None]:
    """This floor lies below use_cases: the same in small. Inside a use case it joins that one's act."""
    if current_binding() is not None:
        yield
        return
    municipality_id = acting.municipality_id
    with (
        transaction.atomic(),
        nullcontext() if municipality_id is None else scope(municipality_id),
        bound(account_id=acting.account_id, via=acting.via, municipality_id=municipality_id),
    ):
        yield


def cancel_job(public_key: str, *, acting: Acting) -> JobState:
    """Stop a job that waits, or ask one at work to stop; returns where it stands now. Repeating it is harmless.

    Raises JobNotFound, also for a job that neither is hers nor hers to see as IT.
    """
    with _act(acting):
        job = require_job(public_key, acting=acting, for_update=True)
        if job.state == JobState.QUEUED:
            job.state, job.ended_at, job.is_cancel_asked = JobState.CANCELLED.value, clock.now(), True
        elif job.state == JobState.RUNNING and not job.is_cancel_asked:
            job.is_cancel_asked = True
        else:
            return JobState(job.state)
        job.save(update_fields=["state", "ended_at", "is_cancel_asked"])
        record(JobCancelled(job_id=job.pk, job_kind=job.kind))
        return JobState(job.state)


def restart_job(public_key: str, *, acting: Acting) -> JobState:
    """Start a job that had given up, with fresh attempts; any other is left as it is. Raises JobNotFound."""
    with _act(acting):
        job = require_job(public_key, acting=acting, for_update=True)
        if job.state != JobState.DEAD:
            return JobState(job.state)
        QueuedJob.objects.filter(pk=job.pk).update(
            state=JobState.QUEUED, ended_at=None, attempts=0, run_after=None, is_cancel_asked=False
        )
        record(JobRestarted(job_id=job.pk, job_kind=job.kind))
        return JobState.QUEUED
