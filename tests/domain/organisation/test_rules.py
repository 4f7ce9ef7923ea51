"""The rules against an oracle that writes down every single day."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.domain.organisation.errors import (
    LastDayAlreadySet,
    LevelsNotInOrder,
    NumberNotFourDigits,
    OrganisationNumberWrong,
    PersonAlreadyThere,
    PostAlreadyHeld,
    SiblingHasName,
    UnitNotThere,
    UnitUnderItself,
)
from lederloft.domain.organisation.rules import (
    changed_from,
    clean_municipality_number,
    clean_organisation_number,
    covers,
    ended_on,
    in_tree_order,
    joined,
    path_to,
    reaches_top,
    require_free,
    require_levels_in_order,
    require_place,
    require_shorter,
    tree_on,
    unit_ids_below,
    written_from,
)
from lederloft.domain.organisation.values import AppointmentKind, Holding, LevelName, Span, UnitKind, UnitState
from lederloft.foundation.dated.values import Period, PeriodEndsBeforeStart, find_on, overlaps

FIRST = date(2024, 1, 1)
HORIZON = 40
LINE = UnitKind.LINE
days = st.integers(0, HORIZON - 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def told(spans: list[Span]) -> list:
    """What holds on each day of the horizon and long after."""
    found = [find_on(spans, day(n)) for n in [*range(HORIZON), 5000]]
    return [span and span.value for span in found]


# --- numbers


@pytest.mark.parametrize("number", ["964965226", "964 965 226", "974760673", "889640782"])
def test_real_organisation_numbers_are_right(number: str) -> None:
    assert clean_organisation_number(number) == number.replace(" ", "")


@given(st.integers(80_000_000, 99_999_999), st.integers(0, 9))
def test_at_most_one_check_digit_is_right(stem: int, other: int) -> None:
    right = []
    for digit in range(10):
        try:
            right.append(clean_organisation_number(f"{stem}{digit}"))
        except OrganisationNumberWrong:
            continue
    weighted = sum(w * int(d) for w, d in zip((3, 2, 7, 6, 5, 4, 3, 2), str(stem), strict=True))
    expected = [d for d in range(10) if (weighted + d) % 11 == 0]
    assert [int(number[-1]) for number in right] == expected


@pytest.mark.parametrize("number", ["", "000000000", "96496522", "9649652266", "96496522x", "964965227", "٩٦٤٩٦٥٢٢٦"])
def test_wrong_organisation_numbers_are_refused(number: str) -> None:
    with pytest.raises(OrganisationNumberWrong):
        clean_organisation_number(number)


def test_a_municipality_has_four_digits() -> None:
    assert clean_municipality_number(" 0301 ") == "0301"
    for wrong in ("301", "11033", "11O3", "١١٠٣"):
        with pytest.raises(NumberNotFourDigits):
            clean_municipality_number(wrong)


def test_levels_are_numbered_without_a_gap() -> None:
    require_levels_in_order([LevelName(1, "Rådmann"), LevelName(2, "Kommunalsjef")])
    for wrong in (
        [],
        [LevelName(2, "A")],
        [LevelName(1, "A"), LevelName(3, "B")],
        [LevelName(1, "A"), LevelName(2, "a")],
    ):
        with pytest.raises(LevelsNotInOrder):
            require_levels_in_order(wrong)


# --- histories

# A history is made by acts on single attributes; the oracle keeps two lists of planned changes and looks them up.
acts = st.lists(st.tuples(st.sampled_from(["name", "parent_id"]), days, st.integers(1, 4)), max_size=8)


def oracle(changes: list[tuple[str, int, int]], attribute: str) -> list[int]:
    """The attribute on each day: the last word said about that day, where a word reaches to the next real change."""
    per_day = [0] * (HORIZON + 1)
    for changed, on, value in changes:
        if changed != attribute:
            continue
        before = per_day[on]
        for n in range(on, HORIZON + 1):
            if per_day[n] != before:
                break
            per_day[n] = value
    return per_day


@given(acts)
def test_a_change_holds_until_the_next_change_of_the_same_thing(changes: list[tuple[str, int, int]]) -> None:
    spans = [Span(Period(FIRST), UnitState("0", 0, LINE))]
    for attribute, on, value in changes:
        spans = changed_from(spans, day(on), **{attribute: str(value) if attribute == "name" else value})
    assert [int(state.name) for state in told(spans)] == oracle(changes, "name")
    assert [state.parent_id for state in told(spans)] == oracle(changes, "parent_id")
    assert not overlaps(spans)
    assert spans == joined(spans)
    assert all(a.valid_to + timedelta(days=1) == b.valid_from for a, b in itertools.pairwise(spans))
    assert all(a.value != b.value for a, b in itertools.pairwise(spans))


@given(acts, days)
def test_a_history_ends_on_its_last_day(changes: list[tuple[str, int, int]], last: int) -> None:
    spans = [Span(Period(FIRST), UnitState("0", 0, LINE))]
    for attribute, on, value in changes:
        spans = changed_from(spans, day(on), **{attribute: str(value) if attribute == "name" else value})
    before, after = told(spans), told(ended_on(spans, day(last)))
    assert after[: last + 1] == before[: last + 1]
    assert set(after[last + 1 :]) <= {None}


def test_nothing_is_changed_on_a_day_without_a_history() -> None:
    with pytest.raises(LookupError):
        changed_from([Span(Period(day(5)), UnitState("a", None, LINE))], day(4), name="b")


@given(st.lists(st.tuples(days, st.sampled_from("ab")), max_size=8))
def test_a_title_holds_until_the_next_one_planned(written: list[tuple[int, str]]) -> None:
    spans: list[Span[str]] = []
    expected: list[str | None] = [None] * (HORIZON + 1)
    starts: set[int] = set()
    for on, text in written:
        spans = written_from(spans, day(on), text)
        until = min((start for start in starts if start > on), default=HORIZON + 1)
        expected[on:until] = [text] * (until - on)
        starts = {n for n in range(HORIZON + 1) if expected[n] and (n == 0 or expected[n - 1] != expected[n])}
    assert told(spans) == expected
    assert not overlaps(spans)
    assert spans == joined(spans)


def test_a_last_day_is_moved_forwards_only() -> None:
    require_shorter(Period(day(3), day(9)), day(9))
    require_shorter(Period(day(3)), day(3))
    with pytest.raises(LastDayAlreadySet):
        require_shorter(Period(day(3), day(9)), day(10))
    with pytest.raises(PeriodEndsBeforeStart):
        require_shorter(Period(day(3), day(9)), day(2))


periods = st.builds(
    lambda a, length: Period(day(a), None if length is None else day(a + length)), days, st.none() | days
)


@given(periods, periods)
def test_a_period_covers_another_when_every_day_lies_in_it(outer: Period, inner: Period) -> None:
    far = 2 * HORIZON + 1
    inside = [
        n for n in range(far) if inner.valid_from <= day(n) and (inner.valid_to is None or day(n) <= inner.valid_to)
    ]
    held = [outer.valid_from <= day(n) and (outer.valid_to is None or day(n) <= outer.valid_to) for n in inside]
    assert covers(outer, inner) == all(held)


# --- the tree

parent_maps = st.integers(1, 12).flatmap(
    lambda n: st.tuples(*[st.none() if i == 0 else st.none() | st.integers(0, n + 1) for i in range(n)]).map(
        lambda parents: dict(enumerate(parents))
    )
)


@given(parent_maps, st.sets(st.integers(0, 13)))
def test_below_means_that_the_way_up_passes_there(parents: dict[int, int | None], tops: set[int]) -> None:
    expected = set()
    for unit_id in parents:
        here, seen = unit_id, set()
        while here is not None and here in parents and here not in seen:
            if here in tops:
                expected.add(unit_id)
            seen.add(here)
            here = parents[here]
    assert unit_ids_below(parents, tops) == expected


@given(parent_maps)
def test_paths_end_at_the_unit_and_begin_at_a_top(parents: dict[int, int | None]) -> None:
    for unit_id in parents:
        path = path_to(parents, unit_id)
        assert path[-1] == unit_id
        assert all(parents[child] == parent for parent, child in itertools.pairwise(path))
        assert reaches_top(parents, unit_id) == (parents[path[0]] is None)


@given(parent_maps)
def test_tree_order_names_each_reachable_unit_once_and_after_its_parent(parents: dict[int, int | None]) -> None:
    tree = {unit_id: UnitState(f"{unit_id % 3}", parent_id, LINE) for unit_id, parent_id in parents.items()}
    ordered = in_tree_order(tree)
    assert sorted(unit_id for unit_id, _ in ordered) == sorted(u for u in parents if reaches_top(parents, u))
    place = {unit_id: (index, depth) for index, (unit_id, depth) in enumerate(ordered)}
    for unit_id, (index, depth) in place.items():
        assert depth == len(path_to(parents, unit_id)) - 1
        if (parent := parents[unit_id]) is not None:
            assert place[parent][0] < index


def one(name: str, parent_id: int | None, first: int = 0, last: int | None = None) -> list[Span[UnitState]]:
    return [Span(Period(day(first), None if last is None else day(last)), UnitState(name, parent_id, LINE))]


def test_a_unit_stands_under_one_that_is_there_all_the_time() -> None:
    histories = {1: one("Topp", None), 2: one("Skole", 1, last=20), 3: one("Trinn", 2)}
    require_place(histories, 3, Period(day(0), day(20)))
    with pytest.raises(UnitNotThere) as refusal:
        require_place(histories, 3, Period(day(0)))
    assert refusal.value.values == {"unit": "Skole", "on": day(21)}


def test_a_unit_never_comes_under_itself_on_any_day() -> None:
    later = changed_from(one("A", 1), day(10), parent_id=3)
    histories = {1: one("Topp", None), 2: later, 3: one("B", 1)}
    require_place(histories, 2, Period(day(0)))
    histories[3] = changed_from(histories[3], day(5), parent_id=2)
    with pytest.raises(UnitUnderItself) as refusal:
        require_place(histories, 3, Period(day(5)))
    assert refusal.value.values["on"] == day(10)


def test_siblings_bear_different_names() -> None:
    histories = {1: one("Topp", None), 2: one("Skole", 1, last=9), 3: one("SKOLE", 1, first=10)}
    require_place(histories, 3, Period(day(10)))
    histories[2] = one("Skole", 1, last=10)
    with pytest.raises(SiblingHasName):
        require_place(histories, 3, Period(day(10)))


@given(
    st.lists(st.tuples(st.integers(2, 6), st.integers(1, 6), days), max_size=14),
)
def test_whatever_is_moved_each_day_has_one_tree(moves: list[tuple[int, int, int]]) -> None:
    histories = {1: one("0", None)} | {n: one(str(n), 1) for n in range(2, 7)}
    for unit_id, parent_id, on in moves:
        tried = histories | {unit_id: changed_from(histories[unit_id], day(on), parent_id=parent_id)}
        try:
            require_place(tried, unit_id, Period(day(on)))
        except UnitUnderItself:
            continue
        histories = tried
    for n in range(HORIZON):
        tree = tree_on(histories, day(n))
        parents = {unit_id: state.parent_id for unit_id, state in tree.items()}
        assert all(reaches_top(parents, unit_id) for unit_id in parents)
        assert unit_ids_below(parents, [1]) == {1, 2, 3, 4, 5, 6}


# --- posts

PERMANENT, ACTING = AppointmentKind.PERMANENT, AppointmentKind.ACTING


def holding(person_id: int, kind: AppointmentKind, first: int, last: int | None = None) -> Holding:
    return Holding(person_id, kind, Period(day(first), None if last is None else day(last)))


def test_a_post_has_one_holder_and_one_acting() -> None:
    held = [holding(1, PERMANENT, 0), holding(2, ACTING, 5, 9)]
    require_free(held, holding(3, ACTING, 10))
    with pytest.raises(PostAlreadyHeld):
        require_free(held, holding(3, PERMANENT, 30))
    with pytest.raises(PostAlreadyHeld):
        require_free(held, holding(3, ACTING, 9))
    with pytest.raises(PersonAlreadyThere):
        require_free(held, holding(1, ACTING, 20))


@given(
    st.lists(
        st.builds(holding, st.integers(1, 4), st.sampled_from(AppointmentKind), days, st.none() | st.integers(40, 60))
    )
)
def test_no_day_has_two_holders_of_one_kind(asked: list[Holding]) -> None:
    held: list[Holding] = []
    for new in asked:
        try:
            require_free(held, new)
        except (PostAlreadyHeld, PersonAlreadyThere):
            continue
        held.append(new)
    for n in range(HORIZON):
        there = [h for h in held if h.period.valid_from <= day(n)]
        there = [h for h in there if h.period.valid_to is None or day(n) <= h.period.valid_to]
        assert len({h.kind for h in there}) == len({h.person_id for h in there}) == len(there)
