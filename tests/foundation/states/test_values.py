"""A table of transitions is checked when it is made, and asked before every step."""

from enum import StrEnum
from typing import Any

import pytest

from lederloft.foundation.errors.values import ErrorKind
from lederloft.foundation.states.values import (
    MoveNotAllowed,
    StateIsFinal,
    StateTable,
    Transition,
    TransitionNotAllowed,
    may_move,
    require_move,
)
from lederloft.foundation.wording.values import Language, fill


class Seats(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    FULL = "full"
    CANCELLED = "cancelled"


WAYS = (
    Transition(Seats.DRAFT, Seats.OPEN, "publish"),
    Transition(Seats.OPEN, Seats.FULL, "fill"),
    Transition(Seats.FULL, Seats.OPEN, "free_a_seat"),
    Transition(Seats.OPEN, Seats.CANCELLED, "cancel"),
    Transition(Seats.FULL, Seats.CANCELLED, "cancel"),
)


def table(**changes: Any) -> StateTable[Seats]:
    parts: dict[str, Any] = {
        "states": Seats,
        "thing": "Modulen",
        "initial": Seats.DRAFT,
        "final": {Seats.CANCELLED},
        "names": {Seats.DRAFT: "et utkast", Seats.OPEN: "åpen", Seats.FULL: "full", Seats.CANCELLED: "avlyst"},
        "transitions": WAYS,
    }
    return StateTable(**{**parts, **changes})


def test_only_written_steps_are_allowed() -> None:
    states = table()
    allowed = {(t.start, t.to) for t in WAYS}
    for start in Seats:
        for to in Seats:
            assert states.is_allowed(start, to) == ((start, to) in allowed)
    assert [t.verb for t in states.allowed(Seats.OPEN)] == ["fill", "cancel"]
    assert states.require(Seats.OPEN, Seats.FULL) is None


def test_a_refusal_says_what_it_is_and_what_is_possible() -> None:
    with pytest.raises(TransitionNotAllowed) as refusal:
        table().require(Seats.OPEN, Seats.DRAFT)
    assert refusal.value.kind is ErrorKind.CONFLICT
    assert (
        fill(refusal.value.message, refusal.value.values, Language.NB, str)
        == "Modulen er åpen og kan ikke bli et utkast. Mulig herfra: full og avlyst."
    )


def test_nothing_leads_out_of_an_end() -> None:
    with pytest.raises(StateIsFinal) as refusal:
        table().require(Seats.CANCELLED, Seats.OPEN)
    assert str(refusal.value) == "Modulen er avlyst, og det kan ikke endres. Lag en ny hvis du trenger det."


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"transitions": WAYS[:1] + WAYS[3:]}, "nothing leads to full"),
        ({"transitions": WAYS[:2]}, "nothing leads from draft, full, open to an end"),
        ({"transitions": WAYS + WAYS[:1]}, "written twice"),
        ({"transitions": (*WAYS, Transition(Seats.OPEN, Seats.DRAFT, "cancel"))}, "leads from one state to two"),
        ({"final": {Seats.CANCELLED, Seats.FULL}}, "full is final and has a way out"),
        ({"names": {Seats.DRAFT: "utkast"}}, "no name for cancelled, full, open"),
    ],
)
def test_a_wrong_table_is_refused_when_it_is_made(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        table(**changes)


def test_a_thing_without_an_end_is_allowed() -> None:
    ways = (*WAYS, Transition(Seats.CANCELLED, Seats.DRAFT, "start_over"))
    assert table(final=(), transitions=ways).dead_ends() == set()


def test_the_drawing_for_the_docs() -> None:
    assert table().mermaid() == (
        "stateDiagram-v2\n"
        "    [*] --> draft\n"
        "    draft : et utkast\n"
        "    open : åpen\n"
        "    full : full\n"
        "    cancelled : avlyst\n"
        "    draft --> open : publish\n"
        "    open --> full : fill\n"
        "    full --> open : free_a_seat\n"
        "    open --> cancelled : cancel\n"
        "    full --> cancelled : cancel\n"
        "    cancelled --> [*]\n"
    )


def test_the_short_form() -> None:
    moves = {Seats.OPEN: frozenset({Seats.FULL}), Seats.FULL: frozenset[Seats]()}
    assert may_move(moves, Seats.OPEN, Seats.FULL)
    with pytest.raises(MoveNotAllowed):
        require_move(moves, Seats.FULL, Seats.OPEN)
