"""Refusals of the outbox. UnknownMessageKind, WrongRecipient and NotIdsOnly mean a fault in the program."""

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class UnknownMessageKind(DomainError):
    """No renderer is wired for that kind of message."""

    code = "outbox.unknown_message_kind"
    message = N_("Løsningen kjenner ikke beskjeden «{kind}».")
    kind = ErrorKind.UNAVAILABLE


class WrongRecipient(DomainError):
    """Not exactly one recipient, a kind of recipient nobody can resolve, or no municipality where one is needed."""

    code = "outbox.wrong_recipient"
    message = N_("Løsningen prøvde å sende beskjeden «{kind}» uten å vite hvem den er til.")
    kind = ErrorKind.UNAVAILABLE


class NotIdsOnly(DomainError):
    """A mail was given something else than whole numbers, or a key that could hold personal data."""

    code = "outbox.not_ids_only"
    message = N_("Løsningen prøvde å lagre annet enn numre i en beskjed.")
    kind = ErrorKind.UNAVAILABLE


class MailNotFound(DomainError):
    """No such mail, or it belongs to another municipality."""

    code = "outbox.mail_not_found"
    message = N_("Vi finner ikke e-posten. Den kan være ryddet bort.")
    kind = ErrorKind.NOT_FOUND


class UnknownGroup(DomainError):
    """There is no such group of messages to choose about."""

    code = "outbox.unknown_group"
    message = N_("Vi kjenner ikke beskjedene «{group}». Velg en av dem på siden for varsler.")
    field = "group"
