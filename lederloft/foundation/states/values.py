"""Legal moves as data: a plain mapping from a state to the states it may become. Pure Python."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind

__all__ = ["MoveNotAllowed", "Moves", "may_move", "require_move"]

S = TypeVar("S", bound=StrEnum)
Moves = Mapping[S, frozenset[S]]


class MoveNotAllowed(DomainError):
    """The thing is no longer where the act begins: somebody was there first, or the page was old."""

    code = "states.move_not_allowed"
    message = N_("Dette er nå «{now}» og kan ikke bli «{to}». Last siden på nytt for å se hva som gjelder.")
    kind = ErrorKind.CONFLICT


def may_move(moves: Moves[S], now: S, to: S) -> bool:
    """Whether the table holds the move."""
    return to in moves[now]


def require_move(moves: Moves[S], now: S, to: S) -> None:
    """Raise MoveNotAllowed when the table doesn't hold the move."""
    if not may_move(moves, now, to):
        raise MoveNotAllowed(now=now, to=to)
