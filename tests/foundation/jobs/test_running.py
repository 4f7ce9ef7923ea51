"""Running: outcome, back-off, dead, lease, cancel, progress, and who may see and touch."""

import logging
from datetime import timedelta

import pytest

from lederloft.foundation.acting.values import Acting, Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs import claims
from lederloft.foundation.jobs.api import (
    Job,
    JobNotFound,
    JobState,
    JobStatus,
    cancel_job,
    connect,
    enqueue,
    get_queue_health,
    list_jobs,
    restart_job,
    run_due,
)
from lederloft.foundation.jobs.models import QueuedJob
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import list_history
from tests.foundation.jobs import doing
from tests.foundation.jobs.conftest import NOTE
from tests.makers import acting_for, make_account, make_municipality

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wired")]
ALL = upkeep(municipality_id=None)


def _key_of(job_id: int) -> str:
    return QueuedJob.objects.get(pk=job_id).public_key


def ask(**more: object) -> str:
    job_id = enqueue("test.upkeep", ids={}, municipality_id=None, account_id=None)
    QueuedJob.objects.filter(id=job_id).update(**more)
    return _key_of(job_id)


def seen(key: str, *, acting: Acting = ALL) -> JobStatus:
    (found,) = [job for job in list_jobs(acting=acting) if job.public_key == key]
    return found


def state(key: str) -> JobState:
    return seen(key).state


def break_down(_job: Job) -> None:
    raise ValueError("Kari Nordmann, kari@example.org")


def test_failing_job_waits_longer_each_time_and_is_then_shown_as_dead(caplog: pytest.LogCaptureFixture) -> None:
    doing.act.append(break_down)
    key = ask()
    waits = []
    with clock.frozen_at(clock.now()) as stopped, caplog.at_level(logging.INFO):
        for _ in range(claims.MAX_ATTEMPTS):
            assert run_due() == 1
            assert run_due() == 0, "not again before the wait is over"
            due = seen(key).run_after
            if due:
                waits.append((due - clock.now()).total_seconds())
                stopped.move_to(max(due, clock.now()))
    assert waits[:5] == [5, 15, 45, 135, 405]
    assert max(waits) == 3600
    dead = list_jobs(acting=ALL, states=frozenset({JobState.DEAD}))
    assert [(job.public_key, job.failure, job.attempts) for job in dead] == [(key, "builtins.ValueError", 10)]
    assert "Kari" not in caplog.text
    assert "example.org" not in caplog.text


def test_dead_job_is_started_again_by_hand_with_fresh_attempts() -> None:
    doing.act.append(break_down)
    key = ask(attempts=claims.MAX_ATTEMPTS - 1)
    run_due()
    assert state(key) == JobState.DEAD
    doing.act.clear()
    assert restart_job(key, acting=ALL) == JobState.QUEUED
    run_due()
    assert state(key) == JobState.DONE
    assert restart_job(key, acting=ALL) == JobState.DONE


def test_job_of_a_lost_worker_is_taken_again_after_its_lease() -> None:
    key = ask()
    with clock.frozen_at(clock.now()) as stopped:
        lost = claims.claim_next()
        assert lost is not None
        assert run_due() == 0
        stopped.forward(claims.LEASE / 2)
        assert claims.renew(lost.id, lost.claim)
        stopped.forward(claims.LEASE / 2 + timedelta(seconds=1))
        assert run_due() == 0, "renewed"
        stopped.forward(claims.LEASE / 2)
        assert run_due() == 1
        assert state(key) == JobState.DONE
        # The one thought lost comes back late: it changes nothing.
        assert not claims.renew(lost.id, lost.claim)
        assert claims.should_stop(lost.id, lost.claim)
        assert not claims.end(lost, JobState.QUEUED, "late")
        assert state(key) == JobState.DONE


def test_lost_job_does_not_wait_an_extra_hour_when_the_clock_is_put_back() -> None:
    ask()
    with clock.frozen_at(clock.now()) as stopped:
        assert claims.claim_next() is not None
        stopped.forward(timedelta(hours=-1))
        assert run_due() == 1


def test_job_that_kills_its_workers_is_given_up() -> None:
    key = ask()
    with clock.frozen_at(clock.now()) as stopped:
        for _ in range(claims.MAX_ATTEMPTS):
            assert claims.claim_next() is not None
            stopped.forward(claims.LEASE + timedelta(seconds=1))
        assert run_due() == 0
    assert (state(key), seen(key).failure) == (JobState.DEAD, claims.WORKER_LOST)


def test_waiting_job_is_cancelled_at_once() -> None:
    key = ask()
    assert cancel_job(key, acting=ALL) == JobState.CANCELLED
    assert cancel_job(key, acting=ALL) == JobState.CANCELLED
    assert run_due() == 0


def test_running_job_stops_when_asked() -> None:
    key = ask()
    steps = []

    def step_by_step(job: Job) -> None:
        for step in range(10):
            job.stop_if_cancelled()
            steps.append(step)
            job.progress(step + 1, 10)
            if step == 2:
                assert cancel_job(key, acting=ALL) == JobState.RUNNING

    doing.act.append(step_by_step)
    run_due()
    job = seen(key)
    assert (steps, job.state) == ([0, 1, 2], JobState.CANCELLED)
    assert (job.progress_done, job.progress_total) == (3, 10)


def test_job_that_returns_early_because_asked_is_cancelled_and_not_done() -> None:
    key = ask()

    def look(job: Job) -> None:
        cancel_job(key, acting=ALL)
        assert job.is_cancelled()

    doing.act.append(look)
    run_due()
    assert state(key) == JobState.CANCELLED


def test_job_that_finished_before_it_heard_is_done() -> None:
    key = ask()
    doing.act.append(lambda _job: bool(cancel_job(key, acting=ALL)))
    run_due()
    assert state(key) == JobState.DONE


def test_job_asked_to_stop_whose_worker_died_is_not_run_again() -> None:
    key = ask()
    with clock.frozen_at(clock.now()) as stopped:
        claims.claim_next()
        cancel_job(key, acting=ALL)
        stopped.forward(2 * claims.LEASE)
        run_due()
    assert doing.seen == []
    assert state(key) == JobState.CANCELLED


@pytest.mark.parametrize(("done", "total", "shown"), [(3, 10, (3, 10)), (11, 10, (10, 10)), (-1, -1, (0, 0))])
def test_progress_is_never_impossible(done: int, total: int, shown: tuple[int, int]) -> None:
    key = ask()
    doing.act.append(lambda job: job.progress(done, total))
    run_due()
    job = seen(key)
    assert (job.progress_done, job.progress_total) == shown


def test_kind_no_longer_wired_ends_as_dead_and_stops_nothing() -> None:
    gone = ask(attempts=claims.MAX_ATTEMPTS - 1)
    connect({"test.other": NOTE}, without_municipality={"test.other"})
    enqueue("test.other", ids={}, municipality_id=None, account_id=None)
    assert run_due() == 2
    assert (state(gone), seen(gone).failure) == (JobState.DEAD, "jobs.unknown_kind")
    assert len(doing.seen) == 1


def test_oldest_first() -> None:
    keys = [ask(), ask(), ask()]
    run_due()
    assert [job.id for job in doing.seen] == [QueuedJob.objects.get(public_key=key).id for key in keys]


def test_what_a_handler_leaves_behind_ends_with_it() -> None:
    here = make_municipality()

    def leave_scope_open(_job: Job) -> None:
        if len(doing.seen) == 1:
            scope(here.id).__enter__()

    doing.act.append(leave_scope_open)
    ask()
    key = ask()
    run_due()
    assert state(key) == JobState.DONE


def test_own_jobs_for_each_all_of_them_for_it_and_none_of_the_neighbours() -> None:
    here, there = make_municipality(), make_municipality()
    leader = acting_for(here, make_account(here, Role.LEADER))
    other = acting_for(here, make_account(here, Role.LEADER))
    it_here = acting_for(here, make_account(here, Role.IT))
    it_there = acting_for(there, make_account(there, Role.IT))
    key = _key_of(enqueue("test.note", ids={}, municipality_id=here.id, account_id=leader.account_id))
    for acting in (leader, it_here):
        assert seen(key, acting=acting).state == JobState.QUEUED
    for acting in (other, it_there):
        for act in (cancel_job, restart_job):
            with pytest.raises(JobNotFound):
                act(key, acting=acting)
        assert list_jobs(acting=acting) == []
    cancel_job(key, acting=leader)
    with scope(here.id):
        history = list_history("jobs.queuedjob", QueuedJob.objects.get(public_key=key).id)
    assert [(h.kind, h.account_id) for h in history] == [("jobs.JobCancelled", leader.account_id)]


def test_health_counts_what_waits() -> None:
    with clock.frozen_at(clock.now()) as stopped:
        asked_at = clock.now()
        ask()
        ask(run_after=asked_at + timedelta(hours=1))
        stopped.forward(timedelta(minutes=5))
        health = get_queue_health()
    assert (health.waiting, health.running, health.dead) == (1, 0, 0)
    assert health.oldest_waiting_since == asked_at
