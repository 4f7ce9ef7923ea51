"""Refusals about what may become what."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class TransitionNotAllowed(DomainError):
    """The thing can't go from the state it is in to the one asked for."""

    code = "states.transition_not_allowed"
    message = N_("{thing} er {now} og kan ikke bli {wanted}. Mulig herfra: {possible}.")
    kind = ErrorKind.CONFLICT


class StateIsFinal(DomainError):
    """The thing is in a state that nothing leads out of."""

    code = "states.state_is_final"
    message = N_("{thing} er {now}, og det kan ikke endres. Lag en ny hvis du trenger det.")
    kind = ErrorKind.CONFLICT
