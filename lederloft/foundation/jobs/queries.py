"""Reading the queue: for the one who waits for her job, and for IT."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.errors import JobNotFound
from lederloft.foundation.jobs.models import QueuedJob
from lederloft.foundation.jobs.states import JobState


@dataclass(frozen=True)
class JobStatus:
    """A job as the screen shows it."""

    public_key: str
    kind: str
    state: JobState
    attempts: int
    progress_done: int
    progress_total: int
    is_cancel_asked: bool
    failure: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    run_after: datetime | None


@dataclass(frozen=True)
class QueueHealth:
    """How the whole installation's queue is doing; numbers only."""

    waiting: int  # due now
    running: int
    dead: int
    oldest_waiting_since: datetime | None


def visible_to(acting: Acting) -> QuerySet[QueuedJob]:
    """Her own jobs; for IT all of the municipality's and the installation's; for upkeep all."""
    if acting.is_upkeep:
        return QueuedJob.objects.all()
    if acting.account_id is None:
        return QueuedJob.objects.none()
    here = Q(municipality_id=acting.municipality_id)
    if acting.has(Role.IT):
        return QueuedJob.objects.filter(here | Q(municipality__isnull=True))
    return QueuedJob.objects.filter(here, account_id=acting.account_id)


def require_job(public_key: str, *, acting: Acting, for_update: bool = False) -> QueuedJob:
    """The row, if she may see it. Raises JobNotFound."""
    rows = visible_to(acting).filter(public_key=public_key)
    job = (rows.select_for_update(of=("self",)) if for_update else rows).first()
    if job is None:
        raise JobNotFound
    return job


def _status(job: QueuedJob) -> JobStatus:
    return JobStatus(
        public_key=job.public_key,
        kind=job.kind,
        state=JobState(job.state),
        attempts=job.attempts,
        progress_done=job.progress_done,
        progress_total=job.progress_total,
        is_cancel_asked=job.is_cancel_asked,
        failure=job.failure,
        created_at=job.created_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
        run_after=job.run_after,
    )


def list_jobs(*, acting: Acting, states: frozenset[JobState] | None = None, limit: int = 200) -> list[JobStatus]:
    """The jobs she may see, newest first; ``states`` limits them (the dead ones are what IT looks for)."""
    rows = visible_to(acting)
    if states is not None:
        rows = rows.filter(state__in=states)
    return [_status(job) for job in rows.order_by("-id")[:limit]]


def get_queue_health() -> QueueHealth:
    """Numbers for the health page and IT. One query."""
    is_due = Q(state=JobState.QUEUED) & (Q(run_after__isnull=True) | Q(run_after__lte=clock.now()))
    told = QueuedJob.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING, JobState.DEAD]).aggregate(
        waiting=Count("pk", filter=is_due),
        running=Count("pk", filter=Q(state=JobState.RUNNING)),
        dead=Count("pk", filter=Q(state=JobState.DEAD)),
        oldest_waiting_since=Min(Coalesce("run_after", "created_at"), filter=is_due),
    )
    return QueueHealth(**told)
