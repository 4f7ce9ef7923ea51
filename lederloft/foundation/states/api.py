"""The door to states."""

from lederloft.foundation.states.values import MoveNotAllowed, Moves, may_move, require_move

__all__ = ["MoveNotAllowed", "Moves", "may_move", "require_move"]
