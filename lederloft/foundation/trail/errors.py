"""Refusals of the trail."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class NobodyActs(DomainError):
    """A fact was recorded outside a use case: a fault in the program."""

    code = "trail.nobody_acts"
    message = N_("Løsningen prøvde å endre noe uten å vite hvem som gjør det.")
    kind = ErrorKind.UNAVAILABLE
