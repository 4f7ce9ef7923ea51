"""The door to jobs."""

from lederloft.foundation.jobs.errors import JobNotFound, MunicipalityMissing, NotIdsOnly, UnknownKind
from lederloft.foundation.jobs.handlers import connect
from lederloft.foundation.jobs.queries import JobStatus, get_queue_health, list_jobs
from lederloft.foundation.jobs.queue import enqueue
from lederloft.foundation.jobs.running import run_due
from lederloft.foundation.jobs.schedule import Schedule
from lederloft.foundation.jobs.states import JobState
from lederloft.foundation.jobs.touching import cancel_job, restart_job
from lederloft.foundation.jobs.values import Job, Recurring
from lederloft.foundation.jobs.working import work

__all__ = [
    "Job",
    "JobNotFound",
    "JobState",
    "JobStatus",
    "MunicipalityMissing",
    "NotIdsOnly",
    "Recurring",
    "Schedule",
    "UnknownKind",
    "cancel_job",
    "connect",
    "enqueue",
    "get_queue_health",
    "list_jobs",
    "restart_job",
    "run_due",
    "work",
]
