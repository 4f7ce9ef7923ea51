"""The machine's clock put an hour forward or back, also around both clock changes: all is done, and done once."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest

from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import Recurring, Schedule, connect, enqueue, run_due
from tests.foundation.jobs import doing
from tests.foundation.jobs.conftest import NOTE

HALF = timedelta(minutes=30)
# Half an hour before Oslo goes to summer time, to winter time, and an ordinary night.
NIGHTS = [datetime(2026, month, day, 0, 30, tzinfo=UTC) for month, day in ((3, 29), (10, 25), (6, 1))]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wired")]


@pytest.fixture(params=NIGHTS, ids=["summer", "winter", "ordinary"])
def night(request: pytest.FixtureRequest) -> datetime:
    moment: datetime = request.param
    return moment


@pytest.mark.parametrize("hours", [-1, 1])
def test_each_job_is_done_once(night: datetime, hours: int) -> None:
    with clock.frozen_at(night) as stopped:
        for run_after in (None, night + HALF, night + 3 * HALF):
            enqueue("test.upkeep", ids={}, municipality_id=None, account_id=None, run_after=run_after)
        assert run_due() == 1
        stopped.forward(timedelta(hours=hours))
        for _ in range(8):
            run_due()
            stopped.forward(HALF)
        assert run_due() == 0
    assert len(doing.seen) == 3
    assert set(Counter(job.id for job in doing.seen).values()) == {1}


@pytest.mark.parametrize("hours", [-1, 1])
def test_nightly_work_is_done_once_each_night(night: datetime, hours: int) -> None:
    """The clock is moved ten minutes after the work of the night began, so that the hour comes again or is skipped."""
    nightly = Recurring("test.upkeep", at=time(3, 30))
    connect({"test.upkeep": NOTE}, without_municipality=["test.upkeep"], schedule=[nightly])
    schedule = Schedule()
    begins = clock.local(clock.local_date(night), time(3, 30))
    with clock.frozen_at(begins - timedelta(hours=5)) as stopped:
        schedule.enqueue_due()  # last night's, caught up with
        run_due()
        caught_up = len(doing.seen)
        is_moved = False
        for _ in range(2 * 24 * 6):
            stopped.forward(timedelta(minutes=10))
            if not is_moved and clock.now() > begins:
                stopped.forward(timedelta(hours=hours))
                is_moved = True
            schedule.enqueue_due()
            run_due()
    assert (caught_up, len(doing.seen)) == (1, 3)
