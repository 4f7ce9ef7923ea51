"""Moves between states are those of the table, and a refusal says where the thing stands."""

from enum import StrEnum

import pytest

from lederloft.foundation.states.api import MoveNotAllowed, may_move, require_move
from lederloft.foundation.wording.api import sentence_for


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    WALLED_UP = "walled_up"

    @property
    def msgid(self) -> str:
        return {"open": "åpen", "shut": "lukket", "walled_up": "murt igjen"}[self.value]


MOVES = {
    Door.OPEN: frozenset({Door.SHUT}),
    Door.SHUT: frozenset({Door.OPEN, Door.WALLED_UP}),
    Door.WALLED_UP: frozenset[Door](),
}


def test_a_move_is_allowed_when_the_table_holds_it() -> None:
    allowed = {(now, to) for now in Door for to in Door if may_move(MOVES, now, to)}
    assert allowed == {(Door.OPEN, Door.SHUT), (Door.SHUT, Door.OPEN), (Door.SHUT, Door.WALLED_UP)}
    require_move(MOVES, Door.OPEN, Door.SHUT)


def test_a_refusal_names_both_states() -> None:
    with pytest.raises(MoveNotAllowed) as refusal:
        require_move(MOVES, Door.WALLED_UP, Door.OPEN)
    assert sentence_for(refusal.value).startswith("Dette er nå «murt igjen» og kan ikke bli «åpen».")
