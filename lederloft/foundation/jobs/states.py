"""The states of a job and the moves between them, as data."""

from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"  # failed too many times; shown to IT, who may start it again
    CANCELLED = "cancelled"


ALLOWED: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.CANCELLED}),
    # To itself: the worker was killed and another takes the job.
    JobState.RUNNING: frozenset(JobState),
    JobState.DONE: frozenset(),
    JobState.DEAD: frozenset({JobState.QUEUED}),
    JobState.CANCELLED: frozenset(),
}

ENDED = frozenset({JobState.DONE, JobState.DEAD, JobState.CANCELLED})
