"""Refusals of saved views."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class TooManyViews(DomainError):
    """More views of one table than anybody finds her way in."""

    code = "saved_views.too_many"
    message = N_("Du har {most} visninger av listen. Slett en du ikke bruker, og lagre denne igjen.")
    kind = ErrorKind.TOO_MUCH
