"""The states of a job and the moves between them, as data."""

from enum import StrEnum

from lederloft.foundation.errors.values import N_
from lederloft.foundation.states.values import StateTable, Transition


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"  # failed too many times; shown to IT, who may start it again
    CANCELLED = "cancelled"


JOB_STATES = StateTable(
    states=JobState,
    thing=N_("Jobben"),
    initial=JobState.QUEUED,
    final=(JobState.DONE, JobState.CANCELLED),
    names={
        JobState.QUEUED: N_("venter"),
        JobState.RUNNING: N_("pågår"),
        JobState.DONE: N_("ferdig"),
        JobState.DEAD: N_("gitt opp"),
        JobState.CANCELLED: N_("stoppet"),
    },
    transitions=(
        Transition(JobState.QUEUED, JobState.RUNNING, "claim"),
        Transition(JobState.QUEUED, JobState.CANCELLED, "cancel"),
        Transition(JobState.RUNNING, JobState.RUNNING, "claim"),  # the worker was killed
        Transition(JobState.RUNNING, JobState.DONE, "end"),
        Transition(JobState.RUNNING, JobState.CANCELLED, "stop"),
        Transition(JobState.RUNNING, JobState.QUEUED, "fail"),
        Transition(JobState.RUNNING, JobState.DEAD, "give_up"),
        Transition(JobState.DEAD, JobState.QUEUED, "restart"),
    ),
)
