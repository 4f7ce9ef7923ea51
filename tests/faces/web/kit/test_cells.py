"""Nothing a person typed becomes a formula in somebody's spreadsheet; numbers and dates stay what they are."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lederloft.faces.web.kit.cells import LONGEST_CELL, safe_cell

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("http://x.test","y")',
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(A1)",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u200d\u2060=1+1",
    "   =1+1",
    "\u00a0=1+1",
    "\u3000\uff1d1+1",
    "\x00=1+1",
    "\x1f=1+1",
    "\u202e=1+1",
    "﹦1+1",
    "⁼1+1",
    "\u0301=1+1",
    "\u2800=1+1",
    "|calc",
    "%0A=1+1",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_made_inert(formula: str) -> None:
    written = safe_cell(formula)
    assert isinstance(written, str)
    assert written.startswith("'")


@given(st.text(max_size=40))
@example("'=1")
def test_no_text_starts_a_formula(text: str) -> None:
    written = safe_cell(text)
    assert isinstance(written, str)
    seen = "".join(letter for letter in written if unicodedata.category(letter)[0] not in "CZM")
    assert unicodedata.normalize("NFKC", seen)[:1] not in tuple("=+-@")
    assert written[:1] not in ("\t", "\r", "\n")
    assert not any(
        unicodedata.category(letter) == "Cs" or (ord(letter) < 32 and letter not in "\t\n") for letter in written
    )


@pytest.mark.parametrize(
    "text", ["Ingrid Vik", "Åse-Marie", "10. april", "a = b", "1-2", "«Hei»", "æøå", "", "(se under)"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize("number", [0, -5, 1250, 4.5, -0.25, Decimal("1250.50"), Decimal(-3)])
def test_numbers_stay_numbers(number: object) -> None:
    assert safe_cell(number) is number


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_a_number_that_is_none_leaves_the_cell_empty(number: object) -> None:
    assert safe_cell(number) == ""


def test_dates_stay_dates_and_the_rest_becomes_words() -> None:
    assert safe_cell(date(2024, 4, 17)) == date(2024, 4, 17)
    assert safe_cell(datetime(2024, 4, 17, 9)) == datetime(2024, 4, 17, 9)
    assert safe_cell(None) == ""
    assert (safe_cell(True), safe_cell(False)) == ("ja", "nei")


def test_a_cell_holds_what_a_spreadsheet_holds() -> None:
    written = safe_cell("a" * 40_000)
    assert isinstance(written, str)
    assert len(written) == LONGEST_CELL
    assert written.endswith("…")
