"""What may be mixed, moved and told, without a database."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.domain.answers.errors import AnswersNotReadable, MinimumTooLow
from lederloft.domain.answers.rules import (
    are_enough,
    clean_answers,
    count_to_move,
    nonce_of,
    require_minimum,
    settled,
    slip_of,
    units_kept_at_close,
    units_told,
)
from lederloft.domain.answers.states import MOVES, MOVES_OF_INVITATION, InvitationState, WaveState

COUNTS = st.dictionaries(st.sampled_from(["", "a", "b", "c", "d", "e"]), st.integers(1, 30))
MINIMUM = st.integers(3, 12)


@pytest.mark.parametrize("unreadable", [[], [-1], [1001], [True], ["3"], [1.0], [1] * 201])
def test_answers_are_whole_numbers_and_gaps(unreadable: list[int | None]) -> None:
    assert clean_answers([3, None, 0]) == (3, None, 0)
    with pytest.raises(AnswersNotReadable):
        clean_answers(unreadable)


def test_the_floor_may_be_raised_and_never_lowered() -> None:
    assert (require_minimum(None, floor=5), require_minimum(8, floor=5)) == (5, 8)
    with pytest.raises(MinimumTooLow):
        require_minimum(4, floor=5)


@pytest.mark.parametrize(
    ("said", "is_moved", "is_waiting", "says"),
    [
        ("invited", False, False, "invited"),
        ("invited", False, True, "answered"),
        ("invited", True, False, "answered"),
        ("answered", False, False, "invited"),
        ("answered", False, True, "answered"),
        ("answered", True, False, "answered"),
        ("answered", True, True, "answered"),
    ],
)
def test_the_buffer_and_the_store_decide(said: str, is_moved: bool, is_waiting: bool, says: str) -> None:
    assert settled(InvitationState(said), is_moved=is_moved, is_waiting=is_waiting) == says


def test_a_closed_wave_is_never_opened_again() -> None:
    assert MOVES[WaveState.CLOSED] == frozenset()
    assert set(MOVES_OF_INVITATION) == set(InvitationState)


@given(st.integers(0, 200), MINIMUM)
def test_a_batch_is_large_enough_and_leaves_enough_behind(waiting: int, minimum: int) -> None:
    moved = count_to_move(waiting, minimum)
    assert moved == 0 or (moved >= minimum and waiting - moved >= minimum)
    assert moved > 0 or waiting < 2 * minimum


@given(st.dictionaries(st.integers(1, 9), st.integers(1, 30)), MINIMUM)
def test_a_unit_is_told_when_enough_are_asked(invited: dict[int, int], minimum: int) -> None:
    assert units_told(invited, minimum) == {unit for unit in invited if invited[unit] >= minimum}


@given(COUNTS, MINIMUM)
def test_at_closing_no_name_stands_for_few(counts: dict[str, int], minimum: int) -> None:
    kept = units_kept_at_close(counts, minimum)
    named = Counter({unit: counts[unit] for unit in kept})
    nameless = sum(counts.values()) - named.total()
    assert "" not in kept
    assert all(count >= minimum for count in named.values())
    assert nameless == 0 or nameless >= minimum or not kept


@given(st.integers(0, 30), MINIMUM)
def test_a_wave_keeps_its_answers_from_the_minimum_up(count: int, minimum: int) -> None:
    assert are_enough(count, minimum) is (count >= minimum)


@given(COUNTS, MINIMUM)
def test_no_more_units_give_way_than_must(counts: dict[str, int], minimum: int) -> None:
    large = {unit for unit in counts if unit and counts[unit] >= minimum}
    lost = large - units_kept_at_close(counts, minimum)
    nameless = sum(counts[unit] for unit in counts if unit not in large)
    assert len(lost) <= (0 < nameless < minimum)


def test_a_nonce_and_a_slip_lead_back_to_nothing() -> None:
    made = {"h" * 64, nonce_of("h" * 64), slip_of(nonce_of("h" * 64)), slip_of("h" * 64)}
    assert len(made) == 4
    assert all(len(one) == 64 for one in made)
