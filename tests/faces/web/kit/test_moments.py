"""Dates and times as Norwegians write them: read back what is written, refuse the rest with the right fault."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.faces.web.kit.moments import Fault, NotUnderstood, parse_date, parse_time, write_date, write_time

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    "text",
    [
        "17. april 2024",
        "17.april 2024",
        "17 april 2024",
        "17. apr. 2024",
        "17. APRIL 2024",
        "onsdag 17. april 2024",
        "Onsdag, 17. april 2024",
        "den 17. april 2024",
        "17.04.2024",
        "17.4.2024",
        " 17. 4. 2024 ",
        "17/4/2024",
        "2024-04-17",
        "17.\u00a0april 2024",
    ],
)
def test_a_date_is_read_in_every_usual_way(text: str) -> None:
    assert parse_date(text) == date(2024, 4, 17)


@given(DAYS)
def test_every_date_is_read_back_from_each_way_of_writing(day: date) -> None:
    for text in (write_date(day), day.isoformat(), f"{day.day}.{day.month}.{day.year}", f"{day:%d.%m.%Y}"):
        assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("i morgen", Fault.NOT_A_DATE),
        ("17. foo 2024", Fault.NOT_A_DATE),
        ("", Fault.NOT_A_DATE),
        ("17. april", Fault.NO_YEAR),
        ("17.4.", Fault.NO_YEAR),
        ("17.4.24", Fault.SHORT_YEAR),
        ("17. april 24", Fault.SHORT_YEAR),
        ("17.13.2024", Fault.NO_SUCH_MONTH),
        ("31. april 2024", Fault.NO_SUCH_DAY),
        ("29.02.2023", Fault.NO_SUCH_DAY),
        ("0.1.2024", Fault.NO_SUCH_DAY),
        ("1.1.1899", Fault.YEAR_OUT_OF_RANGE),
        ("1. januar 9999", Fault.YEAR_OUT_OF_RANGE),
        ("\uff11\uff17.04.2024x", Fault.NOT_A_DATE),
    ],
)
def test_what_is_no_date_says_why(text: str, fault: Fault) -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse_date(text)
    assert refused.value.fault is fault


def test_a_missing_day_names_the_month_and_its_length() -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse_date("30. februar 2024")
    assert refused.value.facts == {"month": "februar", "year": 2024, "days": 29}


@given(st.text(max_size=80))
def test_nothing_written_makes_the_reader_fall(text: str) -> None:
    for read in (parse_date, parse_time):
        with suppress(NotUnderstood):
            assert isinstance(read(text), date | time)


@pytest.mark.parametrize("text", ["9.00", "09:00", "9", "kl. 9.00", "kl 9", "0900", "09.00", "9:00:00", "klokka 9.00"])
def test_a_time_is_read_in_every_usual_way(text: str) -> None:
    assert parse_time(text) == time(9)


@given(TIMES)
def test_every_time_is_read_back(at: time) -> None:
    for text in (write_time(at), f"{at:%H:%M}", f"{at:%H%M}", f"kl. {write_time(at)}"):
        assert parse_time(text) == at


@pytest.mark.parametrize(
    ("text", "fault"),
    [("24.00", Fault.NO_SUCH_TIME), ("9.60", Fault.NO_SUCH_TIME), ("ni", Fault.NOT_A_TIME), ("9.0", Fault.NOT_A_TIME)],
)
def test_what_is_no_time_says_why(text: str, fault: Fault) -> None:
    with pytest.raises(NotUnderstood) as refused:
        parse_time(text)
    assert refused.value.fault is fault
