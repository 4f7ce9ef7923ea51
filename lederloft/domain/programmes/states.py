"""The moves between the states of editions and gatherings, as data."""

from lederloft.domain.programmes.values import EditionState, GatheringState
from lederloft.foundation.states.values import Moves

__all__ = ["ENDED", "MOVES", "MOVES_OF_GATHERING", "EditionState", "GatheringState"]

MOVES: Moves[EditionState] = {
    EditionState.DRAFT: frozenset({EditionState.OPEN, EditionState.CANCELLED}),
    EditionState.OPEN: frozenset({EditionState.RUNNING, EditionState.COMPLETED, EditionState.CANCELLED}),
    # Back when its first gathering hasn't been held after all.
    EditionState.RUNNING: frozenset({EditionState.OPEN, EditionState.COMPLETED, EditionState.CANCELLED}),
    EditionState.COMPLETED: frozenset(),
    EditionState.CANCELLED: frozenset(),
}

MOVES_OF_GATHERING: Moves[GatheringState] = {
    GatheringState.PLANNED: frozenset({GatheringState.HELD, GatheringState.CANCELLED}),
    GatheringState.HELD: frozenset({GatheringState.PLANNED}),  # by mistake
    GatheringState.CANCELLED: frozenset(),
}

ENDED = frozenset({EditionState.COMPLETED, EditionState.CANCELLED})
