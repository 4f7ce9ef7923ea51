"""Seats, hours and forecast as plain functions."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.domain.participation import rules
from lederloft.domain.participation.errors import (
    EditionNotOpen,
    HoursOutOfReach,
    MinutesMissing,
    MinutesOutOfRange,
    SignUpClosed,
    SignUpNotOpenYet,
)
from lederloft.domain.participation.states import LIVE, MOVES, ON_A_SEAT
from lederloft.domain.participation.values import AttendanceEntry, AttendanceKind, Forecast, PlaceRule, SeatState
from lederloft.domain.programmes.values import (
    EditionState,
    EditionTerms,
    GatheringState,
    GatheringTerms,
    live_gatherings,
)
from lederloft.foundation.wording.api import sentence

NOW = datetime(2024, 1, 22, 9, tzinfo=UTC)
TERMS = EditionTerms(1, EditionState.OPEN, 18, 540, NOW - timedelta(days=1), NOW + timedelta(days=1))


def ahead(minutes: int = 540) -> list[GatheringTerms]:
    """One gathering that ends in five days."""
    ends_at = NOW + timedelta(days=5)
    return [GatheringTerms(1, 1, ends_at - timedelta(minutes=minutes), ends_at, minutes, GatheringState.PLANNED)]


def test_sign_up_is_open_from_its_opening_until_its_closing() -> None:
    rules.require_sign_up_open(TERMS, gatherings=ahead(), now=TERMS.sign_up_opens_at)
    rules.require_sign_up_open(TERMS, gatherings=ahead(), now=TERMS.sign_up_closes_at - timedelta(microseconds=1))
    with pytest.raises(SignUpNotOpenYet):
        rules.require_sign_up_open(TERMS, gatherings=ahead(), now=TERMS.sign_up_opens_at - timedelta(microseconds=1))
    with pytest.raises(SignUpClosed):
        rules.require_sign_up_open(TERMS, gatherings=ahead(), now=TERMS.sign_up_closes_at)


@pytest.mark.parametrize("state", [s for s in EditionState if s != EditionState.OPEN])
def test_only_an_open_edition_takes_sign_ups(state: EditionState) -> None:
    shut = EditionTerms(1, state, 18, 540, TERMS.sign_up_opens_at, TERMS.sign_up_closes_at)
    with pytest.raises(EditionNotOpen):
        rules.require_sign_up_open(shut, gatherings=ahead(), now=NOW)
    assert not rules.gives_seats(shut, gatherings=ahead(), now=NOW)


def test_a_seat_is_given_as_long_as_what_is_left_gives_the_hours() -> None:
    def one(minutes: int, ends_at: datetime, state: GatheringState = GatheringState.PLANNED) -> GatheringTerms:
        return GatheringTerms(1, 1, ends_at - timedelta(minutes=minutes), ends_at, minutes, state)

    def gives(*gatherings: GatheringTerms) -> bool:
        return rules.gives_seats(TERMS, gatherings=gatherings, now=NOW)

    later, soon = NOW + timedelta(days=30), NOW + timedelta(microseconds=1)
    assert gives(one(360, soon), one(180, later))  # under way: one can still come in at the door
    assert not gives(one(360, NOW), one(180, later))
    assert not gives(one(360, later), one(179, later))
    assert not gives(one(360, later), one(180, later, GatheringState.CANCELLED))
    assert not gives(one(360, later), one(180, later, GatheringState.HELD))
    assert not gives()


@given(st.sampled_from(EditionState), st.integers(-3, 3), st.sampled_from((539, 540)))
def test_it_says_that_sign_up_is_open_exactly_when_signing_up_is_not_refused(
    state: EditionState, days: int, minutes: int
) -> None:
    terms = EditionTerms(1, state, 18, 540, TERMS.sign_up_opens_at, TERMS.sign_up_closes_at)
    now = NOW + timedelta(days=days)
    try:
        rules.require_sign_up_open(terms, gatherings=ahead(minutes), now=now)
    except (EditionNotOpen, SignUpNotOpenYet, SignUpClosed, HoursOutOfReach):
        assert not rules.is_sign_up_open(terms, gatherings=ahead(minutes), now=now)
    else:
        assert rules.is_sign_up_open(terms, gatherings=ahead(minutes), now=now)


@pytest.mark.parametrize(
    ("taken", "queued", "gets"), [(0, 0, True), (17, 0, True), (18, 0, False), (17, 1, False), (18, 3, False)]
)
def test_a_seat_while_there_is_one_and_nobody_waits_for_it(taken: int, queued: int, gets: bool) -> None:
    assert rules.gets_seat(capacity=18, taken=taken, queued=queued) == gets


@given(st.integers(0, 30), st.sets(st.integers(1, 30)))
def test_free_seats_and_taken_ones_make_up_the_capacity(capacity: int, taken: set[int]) -> None:
    free = rules.free_seat_numbers(capacity, taken)
    assert free == sorted(set(range(1, capacity + 1)) - taken)


@given(st.sets(st.integers(1, 12)))
def test_the_next_seat_number_is_the_lowest_free_one_or_left_to_be_looked_for(taken: set[int]) -> None:
    lowest = rules.free_seat_numbers(13, taken)[0]
    number = rules.next_seat_number(taken=len(taken), highest=max(taken, default=0))
    assert number == (lowest if lowest > max(taken, default=0) else None)


@pytest.mark.parametrize(
    ("kind", "minutes", "stored"),
    [
        (AttendanceKind.FULL, None, (AttendanceKind.FULL, 180)),
        (AttendanceKind.ABSENT, 55, (AttendanceKind.ABSENT, 0)),
        (AttendanceKind.PARTIAL, 1, (AttendanceKind.PARTIAL, 1)),
        (AttendanceKind.PARTIAL, 179, (AttendanceKind.PARTIAL, 179)),
        (AttendanceKind.PARTIAL, 180, (AttendanceKind.FULL, 180)),
    ],
)
def test_what_is_stored_of_attendance(
    kind: AttendanceKind, minutes: int | None, stored: tuple[AttendanceKind, int]
) -> None:
    assert rules.attended_minutes(AttendanceEntry(1, kind, minutes), counted_minutes=180) == stored


@pytest.mark.parametrize("minutes", [0, -1, 181, 10**12])
def test_partial_attendance_lies_within_the_gathering(minutes: int) -> None:
    with pytest.raises(MinutesOutOfRange):
        rules.attended_minutes(AttendanceEntry(1, AttendanceKind.PARTIAL, minutes), counted_minutes=180)


def test_partial_attendance_needs_minutes() -> None:
    with pytest.raises(MinutesMissing):
        rules.attended_minutes(AttendanceEntry(1, AttendanceKind.PARTIAL), counted_minutes=180)


@pytest.mark.parametrize("state", list(SeatState))
@pytest.mark.parametrize("minutes", [0, 539, 540, 900])
def test_the_state_by_hours_is_a_legal_move_and_stays_on_the_seat(state: SeatState, minutes: int) -> None:
    then = rules.state_by_hours(state, minutes=minutes, required_minutes=540)
    assert then == state or then in MOVES[state]
    if state in ON_A_SEAT:
        assert (then == SeatState.COMPLETED) == (minutes >= 540)
    else:
        assert then == state


def gatherings(*states: GatheringState) -> list[GatheringTerms]:
    return [GatheringTerms(n, n, NOW, NOW, 180, state) for n, state in enumerate(states, 1)]


PLANNED, HELD, CANCELLED = GatheringState.PLANNED, GatheringState.HELD, GatheringState.CANCELLED


@pytest.mark.parametrize(
    ("states", "registered", "minutes", "hope"),
    [
        ((PLANNED, PLANNED, PLANNED), (), 0, Forecast.ON_COURSE),
        ((HELD, PLANNED, PLANNED), (1,), 180, Forecast.ON_COURSE),
        ((HELD, PLANNED, PLANNED), (1,), 120, Forecast.CAN_NO_LONGER),
        ((HELD, PLANNED, PLANNED), (), 0, Forecast.ON_COURSE),  # not registered yet
        ((HELD, PLANNED, CANCELLED), (1,), 180, Forecast.CAN_NO_LONGER),
        ((HELD, HELD, HELD), (1, 2, 3), 540, Forecast.REACHED),
        ((HELD, HELD, HELD), (1, 2, 3), 539, Forecast.CAN_NO_LONGER),
    ],
)
def test_the_forecast(
    states: tuple[GatheringState, ...], registered: tuple[int, ...], minutes: int, hope: Forecast
) -> None:
    found = rules.forecast(minutes=minutes, required_minutes=540, gatherings=gatherings(*states), registered=registered)
    assert found == hope


def test_every_state_can_be_moved_out_of_life_only_by_the_table() -> None:
    assert set(MOVES) == set(SeatState)
    assert all(not MOVES[state] for state in set(SeatState) - LIVE)


def test_every_rule_is_a_sentence_with_the_time_of_signing_up() -> None:
    for rule in PlaceRule:
        assert "22. januar 2024" in sentence(rule.msgid, signed_up_at=NOW).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("states", "can"),
    [
        ((HELD, HELD, HELD), True),
        ((HELD, CANCELLED, HELD), True),
        ((HELD, HELD, PLANNED), False),
        ((PLANNED, CANCELLED), False),
    ],
)
def test_an_edition_can_be_closed_when_nothing_is_left_to_hold(states: tuple[GatheringState, ...], can: bool) -> None:
    for state in EditionState:
        is_on = state in {EditionState.OPEN, EditionState.RUNNING}
        assert rules.can_be_closed(state, gatherings(*states)) == (can and is_on)


def test_what_she_will_lack_is_counted_from_what_is_left() -> None:
    held = gatherings(HELD, CANCELLED, PLANNED)

    def lacks(minutes: int, *registered: int) -> int:
        return rules.lacking_minutes(
            minutes=minutes, required_minutes=540, gatherings=held, registered=frozenset(registered)
        )

    assert [g.number for g in live_gatherings(held)] == [1, 3]
    assert (lacks(0), lacks(180, 1), lacks(90, 1), lacks(540), lacks(360, 1)) == (180, 180, 270, 0, 0)
