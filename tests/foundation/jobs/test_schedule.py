"""What comes back: once per slot, caught up with once, right over the clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import Recurring, Schedule, UnknownKind, connect, run_due
from lederloft.foundation.jobs.schedule import latest_slot
from tests.foundation.jobs import doing
from tests.foundation.jobs.conftest import NOTE
from tests.makers import make_municipality

NIGHTLY = Recurring("test.upkeep", at=time(3, 30))
OFTEN = Recurring("test.upkeep", every=timedelta(minutes=5))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    "mistake",
    [
        {},
        {"at": time(1), "every": timedelta(hours=1)},
        {"at": time(2, 30)},
        {"every": timedelta(seconds=1)},
        {"every": timedelta(days=60)},
    ],
)
def test_schedule_that_makes_no_sense_is_refused(mistake: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"every=|two and three"):
        Recurring("test.upkeep", **mistake)


def test_nightly_work_has_one_slot_a_day_over_the_clock_changes() -> None:
    for first_day in (date(2026, 3, 27), date(2026, 10, 23)):
        start = clock.local(first_day, time(12))
        slots = [latest_slot(NIGHTLY, start + timedelta(minutes=10 * n)) for n in range(6 * 24 * 4)]
        assert len(dict.fromkeys(slots)) == 5
        assert sorted(slots) == slots


@given(MOMENTS, st.integers(0, 10_000))
def test_slots_never_go_back(moment: datetime, minutes: int) -> None:
    for entry in (NIGHTLY, OFTEN):
        later = moment + timedelta(minutes=minutes)
        assert latest_slot(entry, moment) <= latest_slot(entry, later)
        if minutes >= 25 * 60:
            assert latest_slot(entry, moment) < latest_slot(entry, later)


@pytest.mark.django_db
@pytest.mark.usefixtures("wired")
def test_many_workers_queue_a_slot_once_and_a_stop_is_caught_up_with_once() -> None:
    connect({"test.upkeep": NOTE}, without_municipality=["test.upkeep"], schedule=[NIGHTLY])
    one, two = Schedule(), Schedule()
    with clock.frozen_at(clock.local(date(2026, 1, 1), time(12))) as stopped:
        for schedule in (one, two, one, Schedule()):
            schedule.enqueue_due()
        assert run_due() == 1
        stopped.forward(timedelta(days=4))
        for schedule in (one, two):
            schedule.enqueue_due()
        assert run_due() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("wired")
def test_work_per_municipality_is_queued_for_each() -> None:
    ids = {make_municipality().id, make_municipality().id}
    connect({"test.note": NOTE}, schedule=[Recurring("test.note", at=time(4), per_municipality=True)])
    Schedule().enqueue_due()
    run_due()
    assert {job.municipality_id for job in doing.seen} == ids


def test_scheduled_kind_must_have_a_handler() -> None:
    with pytest.raises(UnknownKind):
        connect({}, schedule=[NIGHTLY])
