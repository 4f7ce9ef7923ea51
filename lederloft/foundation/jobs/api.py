"""The door to jobs."""

from lederloft.foundation.jobs.errors import JobNotFound, MunicipalityMissing, NotIdsOnly, UnknownKind
from lederloft.foundation.jobs.handlers import Handler, connect, list_schedule
from lederloft.foundation.jobs.queries import (
    JobStatus,
    QueueHealth,
    get_job_key,
    get_queue_health,
    list_jobs,
)
from lederloft.foundation.jobs.queue import enqueue
from lederloft.foundation.jobs.running import run_due
from lederloft.foundation.jobs.schedule import Schedule
from lederloft.foundation.jobs.states import JOB_STATES, JobState
from lederloft.foundation.jobs.touching import cancel_job, restart_job
from lederloft.foundation.jobs.values import Job, JobStopped, Recurring
from lederloft.foundation.jobs.working import work

__all__ = [
    "JOB_STATES",
    "Handler",
    "Job",
    "JobNotFound",
    "JobState",
    "JobStatus",
    "JobStopped",
    "MunicipalityMissing",
    "NotIdsOnly",
    "QueueHealth",
    "Recurring",
    "Schedule",
    "UnknownKind",
    "cancel_job",
    "connect",
    "enqueue",
    "get_job_key",
    "get_queue_health",
    "list_jobs",
    "list_schedule",
    "restart_job",
    "run_due",
    "work",
]
