"""Taking jobs, keeping them and handing them back. Each is one statement, so a kill leaves nothing half done."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F, Q

from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.models import QueuedJob
from lederloft.foundation.jobs.states import JobState

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 10
WORKER_LOST = "jobs.worker_lost"


def back_off(attempts: int) -> timedelta:
    """How long to wait after that many attempts: 5 s, 15 s, 45 s … at most an hour; ten take about four hours."""
    return timedelta(seconds=min(5 * 3 ** min(attempts - 1, 10), 3600))


@dataclass(frozen=True)
class Claimed:
    """A job that is this worker's until the lease runs out."""

    id: int
    claim: str
    kind: str
    ids: dict[str, int]
    municipality_id: int | None
    account_id: int | None
    attempts: int
    is_cancel_asked: bool


def _lease_is_over(now: datetime) -> Q:
    # A lease further ahead than any worker gives means that the clock has been put back.
    return Q(state=JobState.RUNNING) & (Q(lease_until__lt=now) | Q(lease_until__gt=now + 2 * LEASE))


def _due(now: datetime) -> Q:
    queued = Q(state=JobState.QUEUED) & (Q(run_after__isnull=True) | Q(run_after__lte=now))
    return queued | (_lease_is_over(now) & Q(attempts__lt=MAX_ATTEMPTS))


def claim_next() -> Claimed | None:
    """Take the oldest job that is due, also one whose worker is gone; None when there is none."""
    now = clock.now()
    due = QueuedJob.objects.filter(_due(now))
    if not due.exists():  # so that an idle worker never asks for SQLite's write lock
        return None
    chosen, params = due.order_by("id").values("id")[:1].query.sql_with_params()
    if connection.features.has_select_for_update_skip_locked:
        chosen += " FOR UPDATE SKIP LOCKED"  # Django asks for a transaction first; one statement is one
    claim = secrets.token_hex(16)
    moments = [connection.ops.adapt_datetimefield_value(moment) for moment in (now + LEASE, now)]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jobs_queuedjob SET state = 'running', attempts = attempts + 1, claim = %s, lease_until = %s, "  # noqa: S608 — chosen is Django's own SQL
            "started_at = COALESCE(started_at, %s), key = CASE WHEN is_key_freed_at_start THEN NULL ELSE key END "
            f"WHERE id = ({chosen}) "
            "RETURNING id, kind, ids, municipality_id, account_id, attempts, is_cancel_asked",
            [claim, *moments, *params],
        )
        rows = cursor.fetchall()
    if not rows:
        return None
    job_id, kind, ids, municipality_id, account_id, attempts, is_cancel_asked = rows[0]
    return Claimed(job_id, claim, kind, json.loads(ids), municipality_id, account_id, attempts, bool(is_cancel_asked))


def renew(job_id: int, claim: str) -> bool:
    """Keep the job for another lease; False when it is no longer this worker's."""
    mine = QueuedJob.objects.filter(id=job_id, claim=claim, state=JobState.RUNNING)
    return mine.update(lease_until=clock.now() + LEASE) == 1


def write_progress(job_id: int, claim: str, done: int, total: int) -> None:
    """Tell how far the job has come."""
    mine = QueuedJob.objects.filter(id=job_id, claim=claim, state=JobState.RUNNING)
    mine.update(progress_done=done, progress_total=total)


def should_stop(job_id: int, claim: str) -> bool:
    """Whether somebody has asked the job to stop, or it is no longer this worker's."""
    mine = QueuedJob.objects.filter(id=job_id, claim=claim, state=JobState.RUNNING)
    return mine.values_list("is_cancel_asked", flat=True).first() is not False


def end(claimed: Claimed, outcome: JobState, failure: str = "") -> bool:
    """Hand the job back: done, cancelled, dead, or queued again after a growing wait.

    False when it was no longer this worker's; then nothing is changed.
    """
    mine = QueuedJob.objects.filter(id=claimed.id, claim=claimed.claim, state=JobState.RUNNING)
    now = clock.now()
    is_again = outcome == JobState.QUEUED
    changed = mine.update(
        state=outcome,
        claim="",
        lease_until=None,
        failure=failure,
        ended_at=None if is_again else now,
        run_after=now + back_off(claimed.attempts) if is_again else F("run_after"),
    )
    return changed == 1


def give_up_lost() -> int:
    """Give up the jobs that have cost a worker its life too many times; returns how many."""
    now = clock.now()
    lost = QueuedJob.objects.filter(_lease_is_over(now), attempts__gte=MAX_ATTEMPTS)
    if not lost.exists():
        return 0
    return lost.update(state=JobState.DEAD, ended_at=now, claim="", lease_until=None, failure=WORKER_LOST)
