"""Text that people write: trimmed, within its limit, and free of characters that databases and mail choke on."""

import unicodedata
from dataclasses import dataclass

from lederloft.foundation.errors.values import N_, DomainError

_ALLOWED_CONTROL = frozenset("\n\t")


@dataclass(frozen=True)
class Label:
    """The name of a field on the screen, translated where it is said."""

    msgid: str

    def __str__(self) -> str:
        return self.msgid


class TextMissing(DomainError):
    """A text that must be there is empty."""

    code = "wording.text_missing"
    message = N_("Feltet «{label}» er tomt. Skriv noe der.")


class TextTooLong(DomainError):
    """A text is longer than its place."""

    code = "wording.text_too_long"
    message = N_("Feltet «{label}» har {length} tegn og kan ha høyst {limit}. Kort det ned.")


class TextNotReadable(DomainError):
    """A text holds control characters, most often from a copy out of another program."""

    code = "wording.text_not_readable"
    message = N_("Feltet «{label}» har tegn som ikke kan vises. Slett teksten og skriv den på nytt.")


def clean_text(value: str, *, label: str, limit: int, is_required: bool = False, is_one_line: bool = True) -> str:
    """The text as it is stored. ``label`` is the field's name on the screen, a msgid.

    Raises TextMissing, TextTooLong, TextNotReadable.
    """
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    text = " ".join(text.split()) if is_one_line else text.strip()
    if is_required and not text:
        raise TextMissing(label=Label(label))
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in _ALLOWED_CONTROL for sign in text):
        raise TextNotReadable(label=Label(label))
    if len(text) > limit:
        raise TextTooLong(label=Label(label), length=len(text), limit=limit)
    return text


__all__ = ["TextMissing", "TextNotReadable", "TextTooLong", "clean_text"]
