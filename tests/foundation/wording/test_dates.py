"""Dates and times as people write them, in bokmål and nynorsk."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.foundation.clock.values import DoubledHour, local
from lederloft.foundation.wording.values import (
    NBSP,
    Language,
    clock_time,
    date_range,
    deadline,
    duration,
    hours,
    long_date,
    meeting_time,
    moment,
    month,
    relative_day,
    short_date,
    time_between,
    time_range,
    weekday,
    weekday_date,
)

NB, NN = Language.NB, Language.NN
APRIL_10 = date(2024, 4, 10)


def plain(text: str) -> str:
    """Readable in a test: the no-break space as «~»."""
    return text.replace(NBSP, "~")


def test_dates() -> None:
    assert plain(long_date(NB, date(2024, 1, 22))) == "22.~januar 2024"
    assert plain(long_date(NB, APRIL_10, year=False)) == "10.~april"
    assert plain(short_date(NB, date(2024, 1, 22))) == "22.~jan."
    assert plain(weekday_date(NB, APRIL_10)) == "onsdag 10.~april"
    assert plain(weekday_date(NB, APRIL_10, year=True)) == "onsdag 10.~april 2024"


def test_weekdays_and_months() -> None:
    week = [date(2024, 4, 8) + timedelta(days=n) for n in range(7)]
    assert [weekday(NN, day) for day in week] == [
        "måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag",
    ]  # fmt: skip
    assert [weekday(NB, day) for day in week] == [
        "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag",
    ]  # fmt: skip
    assert weekday(NN, APRIL_10, short=True) == "ons."
    assert [month(NN, n) for n in (1, 6, 12)] == ["januar", "juni", "desember"]
    assert month(NB, 9, short=True) == "sep."


def test_a_moment_shows_oslo_time_and_its_oslo_date() -> None:
    late = datetime(2024, 6, 30, 22, 30, tzinfo=UTC)
    assert plain(moment(NB, late)) == "1.~juli 2024 kl.~0.30"
    assert plain(long_date(NB, late)) == "1.~juli 2024"
    assert plain(moment(NN, late, year=False, weekday=True)) == "måndag 1.~juli kl.~0.30"


def test_times() -> None:
    assert plain(clock_time(NB, time(9))) == "kl.~9.00"
    assert plain(time_range(NB, time(13), time(15, 30))) == "kl.~13.00–15.30"


def test_the_doubled_hour_says_which_it_is() -> None:
    autumn = date(2026, 10, 25)
    first = local(autumn, time(2, 30), doubled=DoubledHour.FIRST)
    second = local(autumn, time(2, 30), doubled=DoubledHour.SECOND)
    assert plain(clock_time(NB, first)) == "kl.~2.30 (sommertid)"
    assert plain(clock_time(NN, first)) == "kl.~2.30 (sommartid)"
    assert plain(clock_time(NB, second)) == "kl.~2.30 (normaltid)"
    assert time_between(NB, local(autumn, time(1)), local(autumn, time(3))) == f"3{NBSP}timer"


def test_meetings() -> None:
    nine, twelve = local(APRIL_10, time(9)), local(APRIL_10, time(12))
    assert plain(meeting_time(NB, nine, twelve)) == "onsdag 10.~april kl.~9.00–12.00"
    assert plain(meeting_time(NB, nine, twelve, year=True)) == "onsdag 10.~april 2024 kl.~9.00–12.00"
    assert (
        plain(meeting_time(NN, nine, local(date(2024, 4, 13), time(15))))
        == "onsdag 10.~april kl.~9.00–laurdag 13.~april kl.~15.00"
    )


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2024, 2, 7), APRIL_10, "7.~februar–10.~april 2024"),
        (date(2024, 4, 26), date(2024, 4, 27), "26.–27.~april 2024"),
        (date(2024, 12, 7), date(2025, 1, 10), "7.~desember 2024–10.~januar 2025"),
        (date(2024, 4, 1), date(2025, 4, 10), "1.~april 2024–10.~april 2025"),
        (APRIL_10, APRIL_10, "10.~april 2024"),
        (APRIL_10, None, "fra 10.~april 2024"),
    ],
)
def test_ranges(first: date, last: date | None, text: str) -> None:
    assert plain(date_range(NB, first, last)) == text


def test_a_range_without_years() -> None:
    assert plain(date_range(NB, date(2024, 2, 7), APRIL_10, year=False)) == "7.~februar–10.~april"


@pytest.mark.parametrize(
    ("days", "nb", "nn"),
    [
        (0, "i dag", "i dag"),
        (1, "i morgen", "i morgon"),
        (-1, "i går", "i går"),
        (29, "om 29~dager", "om 29~dagar"),
        (-3, "for 3~dager siden", "for 3~dagar sidan"),
    ],
)
def test_relative_days(days: int, nb: str, nn: str) -> None:
    on = APRIL_10 + timedelta(days=days)
    assert plain(relative_day(NB, on, APRIL_10)) == nb
    assert plain(relative_day(NN, on, APRIL_10)) == nn


@pytest.mark.parametrize(
    ("minutes", "nb", "nn"),
    [
        (180, "3~timer", "3~timar"),
        (60, "1~time", "1~time"),
        (75, "1~t 15~min", "1~t 15~min"),
        (45, "45~minutter", "45~minutt"),
        (1, "1~minutt", "1~minutt"),
        (0, "0~minutter", "0~minutt"),
        (-75, "−1~t 15~min", "−1~t 15~min"),
    ],
)
def test_durations(minutes: int, nb: str, nn: str) -> None:
    assert plain(duration(NB, minutes)) == nb
    assert plain(duration(NN, minutes)) == nn


@pytest.mark.parametrize(
    ("minutes", "said"), [(540, "9"), (0, "0"), (285, "4,8"), (270, "4,5"), (1, "0,0"), (62_000, "1~033,3")]
)
def test_minutes_as_hours(minutes: int, said: str) -> None:
    assert plain(hours(NB, minutes)) == said


@given(
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 900),
    language=st.sampled_from(Language),
)
def test_a_range_always_names_both_ends(first: date, days: int, language: Language) -> None:
    last = first + timedelta(days=days)
    text = date_range(language, first, last)
    assert text.startswith(f"{first.day}.")
    assert text.endswith(long_date(language, last))
    assert str(first.year) in text


def test_a_deadline_at_the_end_of_a_day_is_that_day() -> None:
    midnight, noon = local(date(2027, 2, 4), time(0)), local(date(2027, 2, 4), time(12))
    assert deadline(Language.NB, midnight).replace("\xa0", " ") == "3. februar 2027"
    assert deadline(Language.NB, noon).replace("\xa0", " ") == "4. februar 2027 kl. 12.00"
