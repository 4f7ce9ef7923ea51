"""One ``safe_cell`` for every export: what a person typed never becomes a formula in somebody's spreadsheet.

Pure Python. Numbers stay numbers, dates stay dates; text that a spreadsheet could read as a formula gets an
apostrophe in front, also when the sign hides behind blanks, a byte order mark, zero-width or full-width letters.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

Cell = str | int | float | Decimal | date | datetime | time

LONGEST_CELL = 32_767
"""What a spreadsheet cell holds; the rest is cut with an ellipsis."""

_STARTERS = frozenset("=+-@|%")
_PLAIN_STARTS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅabcdefghijklmnopqrstuvwxyzæøå«(") | {""}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def safe_cell(value: object) -> Cell:
    """The value as it may stand in a CSV or XLSX cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, int | Decimal | float):
        return _number(value)
    if isinstance(value, date | time):
        return value
    return safe_text(str(value))


def safe_text(text: str) -> str:
    """Text with no control characters and no way to start a formula."""
    if text[:1] in _PLAIN_STARTS and text.isprintable() and len(text) <= LONGEST_CELL:
        return text
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _starts_formula(text):
        text = "'" + text
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _number(value: int | float | Decimal) -> Cell:
    if isinstance(value, int):
        return value
    is_finite = value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)
    return value if is_finite else ""


def _starts_formula(text: str) -> bool:
    if text[:1] in ("\t", "\n", "\r"):
        return True
    for character in text:
        if _is_invisible(character):
            continue
        return unicodedata.normalize("NFKC", character)[:1] in _STARTERS
    return False


def _is_invisible(character: str) -> bool:
    """Blanks, zero-width letters, the byte order mark, marks of direction: a spreadsheet may skip them."""
    return (
        character.isspace()
        or unicodedata.category(character) in {"Cf", "Cc", "Zs", "Zl", "Zp", "Mn"}
        or (character in "\u115f\u1160\u3164\uffa0\u2800")
    )
