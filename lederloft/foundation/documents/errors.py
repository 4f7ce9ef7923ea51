"""Refusals of documents that need the database; those about the file itself stand in values."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class FileTouched(DomainError):
    """The bytes are not those that were stored."""

    code = "documents.file_touched"
    message = N_("Filen er endret utenfor løsningen og kan ikke åpnes. Be IT hente den fra sikkerhetskopien.")
    kind = ErrorKind.UNAVAILABLE


class PassageNotThere(DomainError):
    """The quote doesn't stand where it should in the version's text."""

    code = "documents.passage_not_there"
    message = N_("Setningen står ikke på dette stedet i dokumentet. Merk den på nytt.")
    field = "quote"
