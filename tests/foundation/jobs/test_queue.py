"""Putting work into the queue: in the transaction, ids only, once per key, for a known municipality."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lederloft.config import wiring
from lederloft.foundation.acting.values import Acting, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import (
    MunicipalityMissing,
    NotIdsOnly,
    UnknownKind,
    connect,
    enqueue,
    run_due,
)
from lederloft.foundation.jobs.models import QueuedJob
from lederloft.foundation.tenancy.api import current_municipality, scope
from lederloft.foundation.trail.api import Fact, record
from lederloft.foundation.use_cases.api import subscribe, use_case
from tests.foundation.jobs import doing
from tests.foundation.jobs.conftest import NOTE
from tests.makers import make_municipality

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wired")]


@dataclass(frozen=True, kw_only=True)
class Moved(Fact):
    seat_id: int
    minutes: int
    about: ClassVar[dict[str, str]] = {"seat_id": "participation.seat"}


@use_case(may=lambda acting, _subject: acting.is_upkeep)
def move(seat_id: int, *, fails: bool, acting: Acting) -> int:
    record(Moved(seat_id=seat_id, minutes=180))
    job_id = enqueue("test.note", ids={"seat_id": seat_id}, municipality_id=acting.municipality_id, account_id=None)
    if fails:
        raise ValueError("fails")
    return job_id


def test_job_and_act_are_one_transaction() -> None:
    here = make_municipality()
    with pytest.raises(ValueError, match="fails"):
        move(7, fails=True, acting=upkeep(municipality_id=here.id))
    assert QueuedJob.objects.count() == 0
    move(7, fails=False, acting=upkeep(municipality_id=here.id))
    assert run_due() == 1
    assert [(job.ids, job.municipality_id, job.attempt) for job in doing.seen] == [({"seat_id": 7}, here.id, 1)]


def test_fact_starts_its_subscribed_jobs_with_ids_only() -> None:
    here = make_municipality()
    subscribe({Moved.kind(): ["test.note"]})
    try:
        move(7, fails=False, acting=upkeep(municipality_id=here.id))
    finally:
        wiring.connect()
        connect({"test.note": NOTE})
    run_due()
    assert [job.ids for job in doing.seen] == [{"seat_id": 7}, {"seat_id": 7}]


def test_enqueued_inside_a_scope_and_run_outside_every_scope() -> None:
    here = make_municipality()
    outside = []
    doing.act.append(lambda _job: outside.append(current_municipality()))
    with scope(here.id):
        enqueue("test.note", ids={}, municipality_id=here.id, account_id=None)
    run_due()
    assert outside == [None]


@pytest.mark.parametrize(
    "ids",
    [
        {"seat_id": "7"},
        {"seat_id": True},
        {"seat_id": None},
        {"seat_id": 7.0},
        {"seat_id": [7]},
        {"kari@example.org": 7},
        {"Kari Nordmann": 7},
    ],
)
def test_only_whole_numbers_get_into_a_job(ids: dict[str, int]) -> None:
    here = make_municipality()
    with pytest.raises(NotIdsOnly):
        enqueue("test.note", ids=ids, municipality_id=here.id, account_id=None)


@pytest.mark.parametrize("key", ["kari@example.org", "Kari Nordmann", "Kåre", "", "x" * 101, "a\nb"])
def test_key_that_could_be_a_name_or_an_address_is_refused(key: str) -> None:
    here = make_municipality()
    with pytest.raises(NotIdsOnly):
        enqueue("test.note", ids={}, municipality_id=here.id, account_id=None, key=key)


def test_kind_nobody_does_is_refused() -> None:
    with pytest.raises(UnknownKind):
        enqueue("test.nothing", ids={}, municipality_id=None, account_id=None)


def test_only_listed_kinds_may_lack_a_municipality() -> None:
    with pytest.raises(MunicipalityMissing):
        enqueue("test.note", ids={}, municipality_id=None, account_id=None)
    enqueue("test.upkeep", ids={}, municipality_id=None, account_id=None)
    assert run_due() == 1


def test_key_makes_a_repeat_harmless_also_when_done() -> None:
    here, there = make_municipality(), make_municipality()

    def ask(municipality_id: int) -> int:
        return enqueue("test.note", ids={}, municipality_id=municipality_id, account_id=None, key="2025-01-01")

    first = ask(here.id)
    assert ask(here.id) == first
    assert ask(there.id) != first, "another municipality's key is another key"
    assert run_due() == 2
    assert ask(here.id) == first
    assert run_due() == 0


def test_key_freed_at_start_gathers_waiting_work_and_misses_none() -> None:
    here = make_municipality()

    def ask() -> int:
        return enqueue(
            "test.note", ids={}, municipality_id=here.id, account_id=None, key="sum", is_key_freed_at_start=True
        )

    def ask_once_more_while_running(job: object) -> None:
        doing.act.pop()
        ask()

    assert len({ask() for _ in range(5)}) == 1
    doing.act.append(lambda _job: None)
    doing.act.append(ask_once_more_while_running)
    assert run_due() == 2, "what comes while it runs is not lost"


def test_run_after_waits_for_its_moment() -> None:
    here = make_municipality()
    with clock.frozen_at(clock.now()) as stopped:
        later = clock.now() + timedelta(hours=1)
        enqueue("test.note", ids={}, municipality_id=here.id, account_id=None, run_after=later)
        assert run_due() == 0
        stopped.forward(timedelta(hours=1))
        assert run_due() == 1


def test_job_at_once_does_not_wait_when_the_clock_is_put_back() -> None:
    here = make_municipality()
    with clock.frozen_at(clock.now()) as stopped:
        enqueue("test.note", ids={}, municipality_id=here.id, account_id=None)
        stopped.forward(timedelta(hours=-1))
        assert run_due() == 1


def test_wiring_is_checked_at_start() -> None:
    with pytest.raises(ImportError):
        connect({"test.note": "tests.foundation.jobs.doing.nowhere"})
    with pytest.raises(UnknownKind):
        connect({"test.note": NOTE}, without_municipality={"test.nothing"})
    assert enqueue("test.upkeep", ids={}, municipality_id=None, account_id=None), "the old table stands"


def test_database_refuses_a_running_job_without_a_lease() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        QueuedJob.objects.create(kind="test.note", state="running", created_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        QueuedJob.objects.create(kind="test.note", state="done", created_at=clock.now())


class AnyRequests(TestCase):
    @given(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=12))
    def test_each_key_runs_once_and_each_keyless_request_runs(self, keys: list[str | None]) -> None:
        here = make_municipality()
        for key in keys:
            enqueue("test.note", ids={}, municipality_id=here.id, account_id=None, key=key)
        assert run_due() == len({k for k in keys if k}) + keys.count(None)
