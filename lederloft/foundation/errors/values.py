"""What every refusal in Lederløft is made of. Pure Python, so that rules can raise it."""

from enum import StrEnum
from typing import ClassVar


def N_(text: str) -> str:  # noqa: N802 — the marker's usual name
    """Mark a bokmål sentence for translation without translating it yet (it is translated where it is shown)."""
    return text


class ErrorKind(StrEnum):
    """How a face answers: each kind has one status code and one exit code."""

    INVALID = "invalid"  # the input must be mended
    NOT_ALLOWED = "not_allowed"  # this person may not
    NOT_FOUND = "not_found"  # unknown, or not for this person: the same answer
    CONFLICT = "conflict"  # true a moment ago, not now
    TOO_MUCH = "too_much"  # size or rate above a limit
    UNAVAILABLE = "unavailable"  # try again later


class DomainError(Exception):
    """A refusal with a stable code and a Norwegian sentence that names what is wrong and the remedy.

    Subclasses set ``code`` ("module.sentence"), ``message`` (a msgid with ``{named}`` values) and, where a form
    field is at fault, ``field``. Values are formatted where the sentence is shown, by their type.
    """

    code: ClassVar[str] = "errors.unknown"
    message: ClassVar[str] = N_("Noe gikk galt. Prøv igjen.")
    kind: ClassVar[ErrorKind] = ErrorKind.INVALID
    field: ClassVar[str | None] = None

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class NotAllowed(DomainError):
    """The policy said no, and the existence of the thing is no secret."""

    code = "errors.not_allowed"
    message = N_("Du har ikke tilgang til å gjøre dette. Spør den som styrer tilgangene hos dere.")
    kind = ErrorKind.NOT_ALLOWED


class NotFound(DomainError):
    """Unknown, or not for this person. Both get the same answer."""

    code = "errors.not_found"
    message = N_("Vi finner ikke det du ser etter. Sjekk lenken, eller søk etter det.")
    kind = ErrorKind.NOT_FOUND


def failure_name(error: BaseException) -> str:
    """What is kept of an error: its code or class, never its text, which could name a person."""
    if isinstance(error, DomainError):
        return error.code
    return f"{type(error).__module__}.{type(error).__qualname__}"[:120]
