"""Refusals of drafts."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class DraftTooLong(DomainError):
    """More text than a form holds."""

    code = "drafts.too_long"
    message = N_("Kladden er for lang til å lagres. Kort den ned, eller lagre skjemaet nå.")
    kind = ErrorKind.TOO_MUCH
