"""The languages of the screen, and the signs that Norwegian text is set with."""

import re
from enum import StrEnum

NBSP = "\u00a0"  # no-break space: keeps «10. april», «kl. 9.00» and «3 timer» on one line
DASH = "–"
MINUS = "−"


class Language(StrEnum):
    """A written language of the screen."""

    NB = "nb"  # bokmål
    NN = "nn"  # nynorsk

    @classmethod
    def of(cls, code: str | None) -> "Language":
        """The nearest language for a code such as ``nn-NO``; bokmål for everything unknown."""
        return cls.NN if (code or "").lower().startswith("nn") else cls.NB


# A number or a {placeholder}, a space, then a word that must not lose its number.
_UNIT = r"(?:time[nr]?|timar|minutt(?:er)?|min|t|dag(?:er|ar)?|uker?|veker?|år|kr|kroner|øre|prosent|%)"
_MONTH = (
    r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    r"|jan|feb|apr|aug|sep|okt|nov|des)"
)
_LOOSE = (
    (re.compile(r"\b([Kk]l\.) (?=[\d{])"), rf"\1{NBSP}"),
    (re.compile(rf"([\d}}]) (?={_UNIT}(?!\w))"), rf"\1{NBSP}"),
    (re.compile(rf"(\d\.|\}}) (?={_MONTH}\b)"), rf"\1{NBSP}"),
    (re.compile(r"(?<![\w{])(\d{1,3}) (?=\d{3}(?!\d))"), rf"\1{NBSP}"),
)


def bind(text: str) -> str:
    """Put no-break spaces where a sentence must not break: «kl. 9.00», «3 timer», «10. april», «1 250»."""
    for loose, bound in _LOOSE:
        text = loose.sub(bound, text)
    return text
