"""R11: every clock change in Europe/Oslo 2026-2035, and the days around them."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.foundation.clock.values import (
    OSLO,
    DoubledHour,
    MomentWithoutZone,
    TimeDoesNotExist,
    TimeHappensTwice,
    YearOutOfRange,
    as_moment,
    end_of_day,
    in_oslo,
    is_doubled,
    local,
    local_date,
    local_time,
    minutes_between,
    start_of_day,
)

YEARS = range(2026, 2036)


def last_sunday(year: int, month: int) -> date:
    """Worked out here, not asked of the zone database, so that the two check each other."""
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() + 1) % 7)


SPRING = [last_sunday(year, 3) for year in YEARS]
AUTUMN = [last_sunday(year, 10) for year in YEARS]
CHANGES = sorted(SPRING + AUTUMN)
FIRST, LAST = date(2026, 1, 1), date(2035, 12, 31)

days = st.dates(FIRST, LAST)
days_near_a_change = st.builds(
    lambda change, off: change + timedelta(days=off), st.sampled_from(CHANGES), st.integers(-1, 1)
)
minutes_of_day = st.integers(0, 24 * 60 - 1).map(lambda m: time(m // 60, m % 60))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))
moments_near_a_change = st.builds(
    lambda change, minutes: datetime.combine(change, time(1), UTC) + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-180, 180),
)


def test_the_zone_database_changes_exactly_on_the_last_sundays() -> None:
    found = []
    day = FIRST
    while day <= LAST:
        noon, before = (datetime.combine(d, time(12), OSLO) for d in (day, day - timedelta(days=1)))
        if noon.utcoffset() != before.utcoffset():
            found.append(day)
        day += timedelta(days=1)
    assert found == CHANGES


@pytest.mark.parametrize("day", SPRING, ids=str)
def test_every_minute_of_the_skipped_hour_is_refused_with_the_nearest_good_one(day: date) -> None:
    for minute in range(60):
        with pytest.raises(TimeDoesNotExist) as refusal:
            local(day, time(2, minute))
        nearest = time(1, 59) if minute + 1 < 60 - minute else time(3)
        assert refusal.value.values == {
            "asked": time(2, minute), "on": day, "gap_start": time(2), "gap_end": time(3), "nearest": nearest,
        }  # fmt: skip
    assert minutes_between(local(day, time(1, 59)), local(day, time(3))) == 1


@pytest.mark.parametrize("day", AUTUMN, ids=str)
def test_every_minute_of_the_doubled_hour_must_be_chosen(day: date) -> None:
    for minute in range(60):
        at = time(2, minute)
        with pytest.raises(TimeHappensTwice):
            local(day, at)
        first = local(day, at, doubled=DoubledHour.FIRST)
        second = local(day, at, doubled=DoubledHour.SECOND)
        assert minutes_between(first, second) == 60
        assert local_time(first) == local_time(second) == at
        assert is_doubled(first)
        assert is_doubled(second)
    assert not is_doubled(local(day, time(1, 59)))
    assert not is_doubled(local(day, time(3)))
    assert minutes_between(local(day, time(1)), local(day, time(4))) == 4 * 60


def test_an_ordinary_time() -> None:
    assert local(date(2024, 2, 7), time(13)) == datetime(2024, 2, 7, 12, tzinfo=UTC)
    assert local(date(2024, 4, 10), time(9)) == datetime(2024, 4, 10, 7, tzinfo=UTC)
    assert local(date(2024, 4, 10), time(9)).tzinfo is UTC


def test_a_fold_left_on_the_time_does_not_choose() -> None:
    with pytest.raises(TimeHappensTwice):
        local(AUTUMN[0], time(2, 30, fold=1))


def test_the_sentence_names_the_gap_and_the_remedy() -> None:
    with pytest.raises(TimeDoesNotExist) as refusal:
        local(SPRING[0], time(2, 30))
    assert refusal.value.code == "clock.time_does_not_exist"
    assert "finnes ikke" in refusal.value.message
    assert "{nearest}" in refusal.value.message


@given(on=days | days_near_a_change, at=minutes_of_day)
def test_a_time_is_there_and_back_or_refused_on_a_change_night(on: date, at: time) -> None:
    try:
        moment = local(on, at)
    except TimeDoesNotExist:
        assert on in SPRING
        assert at.hour == 2
    except TimeHappensTwice:
        assert on in AUTUMN
        assert at.hour == 2
    else:
        assert (local_date(moment), local_time(moment)) == (on, at)
        assert not is_doubled(moment)


@given(moment=moments | moments_near_a_change)
def test_every_moment_can_be_written_down_and_read_back(moment: datetime) -> None:
    shown = in_oslo(moment)
    which = DoubledHour.SECOND if shown.fold else DoubledHour.FIRST
    assert local(shown.date(), shown.time(), doubled=which) == moment


@given(starts_at=moments | moments_near_a_change, minutes=st.integers(-3000, 3000))
def test_minutes_are_real_minutes(starts_at: datetime, minutes: int) -> None:
    ends_at = starts_at + timedelta(minutes=minutes)
    assert minutes_between(starts_at, ends_at) == minutes
    assert minutes_between(in_oslo(starts_at), in_oslo(ends_at)) == minutes


@given(on=days | days_near_a_change)
def test_days_join_without_gap_and_have_their_real_length(on: date) -> None:
    hours = 23 if on in SPRING else 25 if on in AUTUMN else 24
    assert minutes_between(start_of_day(on), end_of_day(on)) == hours * 60
    assert end_of_day(on) == start_of_day(on + timedelta(days=1))
    assert local_date(start_of_day(on)) == on
    assert local_date(end_of_day(on) - timedelta(microseconds=1)) == on


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(MomentWithoutZone):
        as_moment(datetime(2026, 1, 1))
    with pytest.raises(MomentWithoutZone):
        minutes_between(datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("day", [date.min, date.max, date(1899, 12, 31), date(2201, 1, 1)], ids=str)
def test_a_year_far_off_is_refused_before_python_overflows(day: date) -> None:
    with pytest.raises(YearOutOfRange):
        local(day, time(0))
    with pytest.raises(YearOutOfRange):
        in_oslo(datetime.combine(day, time(0), OSLO))
