"""What the trail can say of jobs that people have touched."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.values import Fact


@dataclass(frozen=True, kw_only=True)
class JobCancelled(Fact):
    """Somebody asked a job to stop."""

    job_id: int
    job_kind: str

    sentence: ClassVar[str] = N_("{who} stoppet en jobb")
    about: ClassVar[dict[str, str]] = {"job_id": "jobs.queuedjob"}


@dataclass(frozen=True, kw_only=True)
class JobRestarted(Fact):
    """Somebody started a job that had given up again."""

    job_id: int
    job_kind: str

    sentence: ClassVar[str] = N_("{who} startet en jobb på nytt")
    about: ClassVar[dict[str, str]] = {"job_id": "jobs.queuedjob"}
