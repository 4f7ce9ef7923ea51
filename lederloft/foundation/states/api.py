"""The door to states: legal transitions as data."""

from lederloft.foundation.states.values import MoveNotAllowed, may_move, require_move

__all__ = [
    "MoveNotAllowed",
    "may_move",
    "require_move",
]
