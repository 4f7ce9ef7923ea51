"""The only source of now, and how it stands still."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from lederloft.foundation.clock.api import MomentWithoutZone, frozen_at, now, today


def test_now_is_aware_utc_and_goes_on() -> None:
    first = now()
    assert first.tzinfo is UTC
    assert abs(datetime.now(UTC) - first) < timedelta(seconds=5)
    assert now() >= first


def test_today_is_the_date_in_oslo_not_in_utc() -> None:
    with frozen_at(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)):
        assert today() == date(2026, 7, 1)
    with frozen_at(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)):
        assert today() == date(2026, 12, 31)


def test_a_stopped_clock_stands_moves_and_starts_again() -> None:
    moment = datetime(2024, 1, 22, 8, tzinfo=UTC)
    with frozen_at(moment) as clock:
        assert now() == moment
        clock.forward(timedelta(days=1))
        assert now() == moment + timedelta(days=1)
        clock.move_to(moment)
        with frozen_at(moment + timedelta(hours=1)):
            assert now() == moment + timedelta(hours=1)
        assert now() == moment
    assert now() > moment + timedelta(days=365)


def test_a_clock_starts_again_after_an_error() -> None:
    with pytest.raises(RuntimeError), frozen_at(datetime(2024, 1, 22, tzinfo=UTC)):
        raise RuntimeError
    assert now().year > 2024


def test_other_threads_keep_real_time() -> None:
    seen: list[datetime] = []
    with frozen_at(datetime(2024, 1, 22, tzinfo=UTC)):
        thread = threading.Thread(target=lambda: seen.append(now()))
        thread.start()
        thread.join()
    assert seen[0].year > 2024


def test_a_moment_without_zone_cannot_stop_the_clock() -> None:
    with pytest.raises(MomentWithoutZone), frozen_at(datetime(2024, 1, 22)):
        pass
