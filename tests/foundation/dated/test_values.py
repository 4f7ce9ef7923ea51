"""What is valid when, against a day-by-day reckoning."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.foundation.dated.values import (
    NotARuleSet,
    NothingValid,
    Period,
    PeriodEndsBeforeStart,
    PeriodsOverlap,
    RuleSetId,
    find_on,
    gaps,
    get_on,
    is_due_for_check,
    is_valid_on,
    overlaps,
    require_no_overlap,
    rule_set_on,
)

START = date(2024, 1, 1)
DAYS = [START + timedelta(days=n) for n in range(40)]


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(st.integers(0, 35))
    length = draw(st.none() | st.integers(0, 15))
    return Period(DAYS[first], None if length is None else DAYS[first] + timedelta(days=length))


def days_of(period: Period) -> set[date]:
    return {day for day in DAYS if day >= period.valid_from and (period.valid_to is None or day <= period.valid_to)}


def test_both_ends_are_valid_days() -> None:
    period = Period(date(2024, 1, 1), date(2024, 12, 31))
    assert is_valid_on(period, date(2024, 1, 1))
    assert is_valid_on(period, date(2024, 12, 31))
    assert not is_valid_on(period, date(2023, 12, 31))
    assert not is_valid_on(period, date(2025, 1, 1))
    assert is_valid_on(Period(START), date.max)
    assert Period(START, START).valid_to == START


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(PeriodEndsBeforeStart) as refusal:
        Period(date(2024, 1, 2), date(2024, 1, 1))
    assert refusal.value.field == "valid_to"


@given(st.lists(periods(), max_size=6))
def test_the_value_on_a_day(entries: list[Period]) -> None:
    for day in DAYS:
        valid = [entry for entry in entries if day in days_of(entry)]
        if len(valid) > 1:
            with pytest.raises(PeriodsOverlap):
                find_on(entries, day)
        elif valid:
            assert find_on(entries, day) is get_on(entries, day) is valid[0]
        else:
            assert find_on(entries, day) is None
            with pytest.raises(NothingValid):
                get_on(entries, day)


@given(st.lists(periods(), max_size=6))
def test_overlaps_are_the_pairs_that_share_a_day(entries: list[Period]) -> None:
    sharing = sum(bool(days_of(a) & days_of(b)) for index, a in enumerate(entries) for b in entries[index + 1 :])
    assert len(overlaps(entries)) == sharing
    if sharing:
        with pytest.raises(PeriodsOverlap) as refusal:
            require_no_overlap(entries)
        assert sum(is_valid_on(entry, refusal.value.values["overlap_from"]) for entry in entries) > 1
    else:
        require_no_overlap(entries)


@given(st.lists(periods(), max_size=6), periods())
def test_gaps_are_exactly_the_days_without_a_value(entries: list[Period], within: Period) -> None:
    found = gaps(entries, within)
    empty = days_of(within) - {day for entry in entries for day in days_of(entry)}
    assert {day for gap in found for day in days_of(gap)} == empty
    for gap, later in pairwise(found):
        assert gap.valid_to is not None
        assert gap.valid_to + timedelta(days=1) < later.valid_from


def test_an_open_gap_stays_open() -> None:
    assert gaps([Period(START, DAYS[3])], Period(START)) == [Period(DAYS[4])]
    assert gaps([Period(START)], Period(START)) == []
    assert gaps([], Period(START, DAYS[3])) == [Period(START, DAYS[3])]


def test_a_source_is_looked_at_again() -> None:
    assert not is_due_for_check(START, on=DAYS[29], every_days=30)
    assert is_due_for_check(START, on=DAYS[30], every_days=30)


def test_rule_sets_are_known_by_code_and_date() -> None:
    old, new = RuleSetId("ou-fond", date(2022, 1, 1)), RuleSetId("ou-fond", date(2024, 1, 1))
    other = RuleSetId("terskelverdier", date(2023, 1, 1))
    assert str(new) == "ou-fond/2024-01-01"
    assert RuleSetId.read("ou-fond/2024-01-01") == new
    assert rule_set_on([new, other, old], "ou-fond", on=date(2023, 12, 31)) == old
    assert rule_set_on([new, other, old], "ou-fond", on=date(2024, 1, 1)) == new
    with pytest.raises(NothingValid):
        rule_set_on([new, other, old], "ou-fond", on=date(2021, 12, 31))


@pytest.mark.parametrize(
    "written", ["", "ou-fond", "ou-fond/", "OU/2024-01-01", "ou-fond/2024-13-01", "../x/2024-01-01"]
)
def test_a_text_that_names_no_rule_set_is_refused(written: str) -> None:
    with pytest.raises(NotARuleSet):
        RuleSetId.read(written)
