"""Running one job: handler, outcome, and the job's way back to the queue."""

import logging
import time
from contextvars import copy_context
from threading import Lock

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import translation

from lederloft.foundation.errors.values import failure_name
from lederloft.foundation.jobs import claims
from lederloft.foundation.jobs.claims import Claimed
from lederloft.foundation.jobs.handlers import Handler, require_kind
from lederloft.foundation.jobs.states import JobState
from lederloft.foundation.jobs.values import Job, JobStopped

logger = logging.getLogger("lederloft.jobs")


class Line:
    """The running job's way back to the queue.

    Under a worker the heartbeat thread carries the news: a handler inside a transaction could not be heard before
    its commit, and on SQLite a second connection of its own would wait for itself. Without one it writes at once.
    """

    def __init__(self, claimed: Claimed, *, has_heartbeat: bool) -> None:
        self.claimed = claimed
        self.has_heartbeat = has_heartbeat
        self.must_stop = False
        self.was_told_to_stop = False  # the handler has seen it
        self._told = (0, 0)
        self._written = (0, 0)
        self._lock = Lock()

    def progress(self, done: int, total: int) -> None:
        """Remember how far the job has come."""
        with self._lock:
            self._told = (max(0, min(done, total)), max(0, total))
        if not self.has_heartbeat:
            self.carry()

    def is_cancelled(self) -> bool:
        """Whether the job should stop."""
        if not self.has_heartbeat:
            self.listen()
        self.was_told_to_stop = self.was_told_to_stop or self.must_stop
        return self.must_stop

    def carry(self) -> None:
        """Write the progress, if it has changed."""
        with self._lock:
            told = self._told
        if told != self._written:
            claims.write_progress(self.claimed.id, self.claimed.claim, *told)
            self._written = told

    def listen(self) -> None:
        """Ask whether the job should stop."""
        self.must_stop = self.must_stop or claims.should_stop(self.claimed.id, self.claimed.claim)


def run_claimed(line: Line) -> None:
    """Run the handler and write the outcome. Errors of the handler never get past here; the database's may."""
    claimed = line.claimed
    if claimed.is_cancel_asked:
        claims.end(claimed, JobState.CANCELLED)
        return
    job = Job(
        id=claimed.id,
        kind=claimed.kind,
        ids=claimed.ids,
        municipality_id=claimed.municipality_id,
        account_id=claimed.account_id,
        attempt=claimed.attempts,
        control=line,
    )
    failure = ""
    try:
        copy_context().run(_call, require_kind(claimed.kind).handler, job)
        outcome = JobState.CANCELLED if line.was_told_to_stop else JobState.DONE
    except JobStopped:
        outcome = JobState.CANCELLED
    except (Exception, SystemExit) as error:
        failure = failure_name(error)
        outcome = JobState.DEAD if claimed.attempts >= claims.MAX_ATTEMPTS else JobState.QUEUED
        level = logging.ERROR if outcome == JobState.DEAD else logging.WARNING
        logger.log(level, "job %s %s failed: %s", claimed.id, claimed.kind, failure)
    _write_outcome(line, outcome, failure)


def _write_outcome(line: Line, outcome: JobState, failure: str) -> None:
    """Through a short absence of the database, since otherwise work that is done would be done again."""
    for pause in (2.0, 5.0, 10.0, None) if line.has_heartbeat else (None,):
        try:
            line.carry()
            if not claims.end(line.claimed, outcome, failure):
                logger.warning("job %s %s was taken by another worker", line.claimed.id, line.claimed.kind)
        except DatabaseError:
            if pause is None:
                raise
            time.sleep(pause)
            close_old_connections()
        else:
            return


def _call(handler: Handler, job: Job) -> None:
    # In a context of its own: what a handler leaves behind (scope, binding) ends with it.
    with translation.override(settings.LANGUAGE_CODE):
        handler(job)


def run_due(limit: int = 1000) -> int:
    """Run what is due, here and now, one after another; returns how many were run. For tests and the command line."""
    claims.give_up_lost()
    for count in range(limit):
        claimed = claims.claim_next()
        if claimed is None:
            return count
        run_claimed(Line(claimed, has_heartbeat=False))
    return limit
