"""The moves between the states of a seat, as data."""

from lederloft.domain.participation.values import SeatState
from lederloft.foundation.states.values import Moves

__all__ = ["LIVE", "MOVES", "ON_A_SEAT", "SeatState"]

_Q, _S = SeatState.QUEUED, SeatState.SEATED

MOVES: Moves[SeatState] = {
    _Q: frozenset({_S, SeatState.LEFT_QUEUE, SeatState.NOT_SEATED, SeatState.CANCELLED}),
    _S: frozenset({SeatState.GIVEN_UP, SeatState.COMPLETED, SeatState.NOT_COMPLETED, SeatState.CANCELLED}),
    # Back when attendance is corrected.
    SeatState.COMPLETED: frozenset({_S, SeatState.NOT_COMPLETED, SeatState.CANCELLED}),
    SeatState.NOT_COMPLETED: frozenset({SeatState.COMPLETED}),
    SeatState.GIVEN_UP: frozenset(),
    SeatState.LEFT_QUEUE: frozenset(),
    SeatState.NOT_SEATED: frozenset(),
    SeatState.CANCELLED: frozenset(),
}

# On a seat: it is taken, and hours count.
ON_A_SEAT = frozenset({SeatState.SEATED, SeatState.COMPLETED, SeatState.NOT_COMPLETED})
# Nobody has two of these in one edition.
LIVE = ON_A_SEAT | {SeatState.QUEUED}
