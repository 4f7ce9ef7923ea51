"""Numbers, amounts and counted things in Norwegian. Every function takes the language first."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol, runtime_checkable

from lederloft.foundation.wording.language import MINUS, NBSP, Language


@runtime_checkable
class InKroner(Protocol):
    """An amount of Norwegian kroner, known by its whole number of øre (foundation.money's Kroner is one)."""

    @property
    def ore(self) -> int:
        """The amount in øre."""
        ...


class Gender(StrEnum):
    """Grammatical gender, which decides the word for one."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    NEUTER = "neuter"


@dataclass(frozen=True)
class Noun:
    """A word that can be counted: Noun("samling", "samlinger"), Noun("møte", "møter", Gender.NEUTER)."""

    one: str
    many: str
    gender: Gender = Gender.MASCULINE


_ONE = {
    Language.NB: {Gender.MASCULINE: "én", Gender.FEMININE: "ei", Gender.NEUTER: "ett"},
    Language.NN: {Gender.MASCULINE: "éin", Gender.FEMININE: "ei", Gender.NEUTER: "eitt"},
}
_FROM_TWO = ("to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv")
_ORDINALS = {
    Language.NB: (
        "første", "andre", "tredje", "fjerde", "femte", "sjette",
        "sjuende", "åttende", "niende", "tiende", "ellevte", "tolvte",
    ),
    Language.NN: (
        "første", "andre", "tredje", "fjerde", "femte", "sjette",
        "sjuande", "åttande", "niande", "tiande", "ellevte", "tolvte",
    ),
}  # fmt: skip


def number(language: Language, value: int | Decimal | float, *, decimals: int | None = None) -> str:
    """«1 250,50», «4,2»; with ``decimals`` rounded half up to that many, else as exact as it is given."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite() or abs(exact.adjusted()) > 30:  # 1e999999 would fill the memory
        raise ValueError(f"{value!r} is no number to show")
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    shown = f"{abs(exact):,f}".replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{shown}" if exact < 0 else shown


def signed(language: Language, value: int | Decimal | float, *, decimals: int | None = None) -> str:
    """A change: «+0,4», «−0,3», «0»."""
    shown = number(language, value, decimals=decimals)
    return f"+{shown}" if value > 0 and any(digit in shown for digit in "123456789") else shown


def percent(language: Language, value: int | Decimal | float, *, decimals: int | None = None) -> str:
    """«86 %»; the value is already in hundredths: 86, not 0.86."""
    return f"{number(language, value, decimals=decimals)}{NBSP}%"


def kroner(language: Language, amount: InKroner, *, short: bool = False) -> str:
    """«1 250,50 kr»; ``short`` drops øre when there are none: «1 250 kr»."""
    decimals = 0 if short and amount.ore % 100 == 0 else 2
    return f"{number(language, Decimal(amount.ore).scaleb(-2), decimals=decimals)}{NBSP}kr"


def number_word(language: Language, value: int, gender: Gender = Gender.MASCULINE) -> str:
    """«én», «ett», «tolv»; from thirteen in digits."""
    if value == 0:
        return "null"
    if value == 1:
        return _ONE[language][gender]
    return _FROM_TWO[value - 2] if 2 <= value <= 12 else number(language, value)


def counted(language: Language, value: int, noun: Noun) -> str:
    """«én samling», «ett møte», «tolv samlinger», «18 ledere», «ingen samlinger»."""
    if value == 0:
        return f"ingen {noun.many}"
    word = noun.one if value == 1 else noun.many
    return f"{number_word(language, value, noun.gender)}{NBSP}{word}"


def ordinal(language: Language, value: int, *, word: bool = False) -> str:
    """«3.», as a word «tredje» up to the twelfth."""
    return _ORDINALS[language][value - 1] if word and 1 <= value <= 12 else f"{value}."


def join(language: Language, items: Iterable[str], *, last: str = "og") -> str:
    """«a, b og c»; ``last`` may be «eller»."""
    *head, tail = list(items) or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def capitalised(text: str) -> str:
    """The text as the start of a sentence: «Én samling gjenstår»."""
    return text[:1].upper() + text[1:]


__all__ = [
    "Gender",
    "InKroner",
    "Noun",
    "capitalised",
    "counted",
    "join",
    "kroner",
    "number",
    "number_word",
    "ordinal",
    "percent",
    "signed",
]
