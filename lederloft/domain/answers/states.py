"""The moves between states, as data. A closed wave is never opened again; a withdrawn answer can be given anew."""

from lederloft.domain.answers.values import InvitationState, WaveState
from lederloft.foundation.states.values import Moves

__all__ = ["MOVES", "MOVES_OF_INVITATION", "InvitationState", "WaveState"]

MOVES: Moves[WaveState] = {
    WaveState.OPEN: frozenset({WaveState.CLOSED}),
    WaveState.CLOSED: frozenset(),
}
MOVES_OF_INVITATION: Moves[InvitationState] = {
    InvitationState.INVITED: frozenset({InvitationState.ANSWERED}),
    InvitationState.ANSWERED: frozenset({InvitationState.INVITED}),
}
