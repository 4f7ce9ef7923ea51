"""Plans: times that exist and add up, refusals that name the field and the remedy."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.domain.programmes import rules
from lederloft.domain.programmes.errors import (
    CapacityOutOfRange,
    CountedMinutesOutOfRange,
    EndsAsItStarts,
    EndsBeforeStart,
    EndsOnEarlierDay,
    GatheringsMissing,
    GatheringsOverlap,
    GatheringsTooMany,
    GatheringsTooShort,
    GatheringTooLong,
    LinkNotWeb,
    SignUpClosesAfterTheEnd,
    SignUpClosesBeforeItOpens,
)
from lederloft.domain.programmes.values import GatheringPlan, GatheringState, GatheringTerms
from lederloft.foundation.clock.values import TimeDoesNotExist, TimeHappensTwice, local
from lederloft.foundation.wording.api import sentence_for
from lederloft.foundation.wording.values import TextMissing, TextNotReadable, TextTooLong

DAY = date(2024, 2, 7)
PLAN = GatheringPlan("Samling", DAY, time(13), time(16))


def clean(plan: GatheringPlan) -> rules.CleanGathering:
    return rules.clean_gathering(plan, number=1, expected_minutes=180)


def test_an_end_before_the_start_names_the_time_it_should_be() -> None:
    with pytest.raises(EndsBeforeStart) as refusal:
        clean(replace(PLAN, ends=time(9)))
    assert sentence_for(refusal.value).replace("\u00a0", " ") == (
        "Kl. 9.00 er før kl. 13.00. Samlingen skal vare 3 timer, altså til 16.00."
    )
    assert refusal.value.field == "ends"


def test_an_end_at_the_start_names_the_time_it_should_be() -> None:
    with pytest.raises(EndsAsItStarts) as refusal:
        clean(replace(PLAN, ends=time(13)))
    assert "altså til 16.00" in sentence_for(refusal.value)


def test_a_gathering_may_last_over_several_days_and_count_for_less() -> None:
    plan = replace(PLAN, ends_on=DAY + timedelta(days=1), counted_minutes=840)
    assert clean(plan).counted_minutes == 840
    with pytest.raises(EndsOnEarlierDay):
        clean(replace(PLAN, ends_on=DAY - timedelta(days=1)))
    with pytest.raises(GatheringTooLong):
        clean(replace(PLAN, ends_on=DAY + timedelta(days=300)))


@pytest.mark.parametrize("minutes", [0, -5, 181])
def test_minutes_that_count_lie_within_the_gathering(minutes: int) -> None:
    with pytest.raises(CountedMinutesOutOfRange):
        clean(replace(PLAN, counted_minutes=minutes))


def test_hours_are_real_hours_over_a_clock_change() -> None:
    night = GatheringPlan("", date(2026, 3, 28), time(22), time(6), ends_on=date(2026, 3, 29))
    assert clean(night).counted_minutes == 7 * 60
    autumn = GatheringPlan("", date(2026, 10, 24), time(22), time(6), ends_on=date(2026, 10, 25))
    assert clean(autumn).counted_minutes == 9 * 60


def test_times_the_clocks_skip_or_repeat_are_refused() -> None:
    with pytest.raises(TimeDoesNotExist):
        clean(GatheringPlan("", date(2026, 3, 29), time(2, 30), time(5)))
    with pytest.raises(TimeHappensTwice):
        clean(GatheringPlan("", date(2026, 10, 25), time(2, 30), time(5)))


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "//evil.example", "teams.example/x", "https://", "https://a b.example", "https://[x"],
)
def test_a_link_that_is_no_web_address_is_refused(link: str) -> None:
    with pytest.raises(LinkNotWeb):
        clean(replace(PLAN, digital_link=link))


def test_a_link_is_kept_as_it_was_given() -> None:
    assert (
        clean(replace(PLAN, digital_link=" https://møte.example/j?x=1 ")).digital_link == "https://møte.example/j?x=1"
    )
    assert clean(PLAN).digital_link == ""


def test_texts_are_trimmed_measured_and_readable() -> None:
    assert clean(replace(PLAN, place="  Formannskaps-\n salen ")).place == "Formannskaps- salen"
    with pytest.raises(TextTooLong):
        clean(replace(PLAN, place="x" * 201))
    with pytest.raises(TextNotReadable):
        clean(replace(PLAN, practical_information="a\x00b"))
    with pytest.raises(TextMissing) as refusal:
        rules.clean_module(rules.ModuleDetails(" "))
    assert "Navn på modulen" in sentence_for(refusal.value)


def test_gatherings_do_not_overlap() -> None:
    times = [(1, local(DAY, time(9)), local(DAY, time(12))), (2, local(DAY, time(12)), local(DAY, time(15)))]
    rules.require_no_overlap(times)
    with pytest.raises(GatheringsOverlap) as refusal:
        rules.require_no_overlap([*times, (3, local(DAY, time(11, 59)), local(DAY, time(12)))])
    assert refusal.value.values["number"] == 3


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=8))
def test_overlap_is_found_exactly_when_a_minute_is_shared(spans: list[tuple[int, int]]) -> None:
    start = local(DAY, time(0))
    times = [
        (number, start + timedelta(minutes=at), start + timedelta(minutes=at + length))
        for number, (at, length) in enumerate(spans, 1)
    ]
    minutes = [minute for at, length in spans for minute in range(at, at + length)]
    if len(minutes) == len(set(minutes)):
        rules.require_no_overlap(times)
    else:
        with pytest.raises(GatheringsOverlap):
            rules.require_no_overlap(times)


def test_sign_up_opens_before_it_closes_and_not_after_the_last_day() -> None:
    opens, last = local(date(2024, 1, 15), time(8)), local(DAY, time(16))
    rules.require_sign_up_window(opens, local(DAY + timedelta(days=1), time(0)), last)
    with pytest.raises(SignUpClosesBeforeItOpens):
        rules.require_sign_up_window(opens, opens, last)
    with pytest.raises(SignUpClosesAfterTheEnd):
        rules.require_sign_up_window(opens, local(DAY + timedelta(days=1), time(8)), last)


@pytest.mark.parametrize("capacity", [0, -1, 5_001, 10**12])
def test_capacity_lies_in_range(capacity: int) -> None:
    with pytest.raises(CapacityOutOfRange):
        rules.require_capacity_in_range(capacity)


def terms(minutes: int) -> GatheringTerms:
    moment = datetime.fromisoformat("2024-02-07T12:00:00+00:00")
    return GatheringTerms(1, 1, moment, moment, minutes, GatheringState.PLANNED)


def test_an_edition_has_its_gatherings_and_hours() -> None:
    rules.require_hours([terms(180)] * 3, required_minutes=540, gathering_count=3)
    with pytest.raises(GatheringsMissing):
        rules.require_hours([terms(270)] * 2, required_minutes=540, gathering_count=3)
    with pytest.raises(GatheringsTooShort) as refusal:
        rules.require_hours([terms(160)] * 3, required_minutes=540, gathering_count=3)
    assert sentence_for(refusal.value).replace("\u00a0", " ") == (
        "Samlingene gir til sammen 8 timer, men modulen krever 9 timer. Forleng dem med 1 time til sammen."
    )


def test_one_more_gets_the_next_number_and_stays_clear_of_those_that_stand() -> None:
    there = [
        GatheringTerms(1, 1, local(DAY, time(9)), local(DAY, time(12)), 180, GatheringState.HELD),
        GatheringTerms(2, 3, local(DAY, time(13)), local(DAY, time(16)), 180, GatheringState.CANCELLED),
    ]
    number, new = rules.clean_one_more(PLAN, there=there, expected_minutes=180)
    assert (number, new.starts_at, new.counted_minutes) == (4, local(DAY, time(13)), 180)
    with pytest.raises(GatheringsOverlap) as refusal:
        rules.clean_one_more(replace(PLAN, starts=time(11)), there=there, expected_minutes=180)
    assert (refusal.value.values["number"], refusal.value.values["other"]) == (4, 1)
    with pytest.raises(EndsBeforeStart):
        rules.clean_one_more(replace(PLAN, ends=time(9)), there=there, expected_minutes=180)
    skipped = GatheringPlan("", date(2026, 3, 29), time(2, 30), time(5))
    with pytest.raises(TimeDoesNotExist):
        rules.clean_one_more(skipped, there=there, expected_minutes=180)


def test_the_most_gatherings_counts_cancelled_ones() -> None:
    last = GatheringTerms(1, 60, local(DAY, time(9)), local(DAY, time(12)), 180, GatheringState.CANCELLED)
    with pytest.raises(GatheringsTooMany):
        rules.clean_one_more(PLAN, there=[last], expected_minutes=180)
    assert rules.clean_one_more(PLAN, there=[replace(last, number=59)], expected_minutes=180)[0] == 60
