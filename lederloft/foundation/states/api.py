"""The door to states: legal transitions as data."""

from lederloft.foundation.states.values import (
    MoveNotAllowed,
    Moves,
    StateIsFinal,
    StateName,
    StateTable,
    Transition,
    TransitionNotAllowed,
    may_move,
    require_move,
)

__all__ = [
    "MoveNotAllowed",
    "Moves",
    "StateIsFinal",
    "StateName",
    "StateTable",
    "Transition",
    "TransitionNotAllowed",
    "may_move",
    "require_move",
]
