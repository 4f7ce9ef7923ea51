"""Numbers, amounts and counted things."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.foundation.wording.values import (
    NBSP,
    Gender,
    Language,
    Noun,
    capitalised,
    counted,
    join,
    kroner,
    number,
    number_word,
    ordinal,
    percent,
    signed,
)

NB, NN = Language.NB, Language.NN


@dataclass(frozen=True)
class Amount:
    ore: int


def plain(text: str) -> str:
    return text.replace(NBSP, "~")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Decimal("1250.50"), None, "1~250,50"),
        (4.2, None, "4,2"),
        (1_234_567, None, "1~234~567"),
        (Decimal("-0.35"), 1, "−0,4"),
        (Decimal("0.45"), 1, "0,5"),
        (Decimal("-0.04"), 1, "0,0"),
        (999, 2, "999,00"),
    ],
)
def test_numbers(value: int | Decimal | float, decimals: int | None, text: str) -> None:
    assert plain(number(NB, value, decimals=decimals)) == text


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan"), Decimal("1e999999")])
def test_what_is_no_number_is_not_shown(value: Decimal | float) -> None:
    with pytest.raises(ValueError, match="no number"):
        number(NB, value)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_can_be_read_back(value: Decimal) -> None:
    text = number(NB, value)
    assert Decimal(text.replace(NBSP, "").replace(",", ".").replace("−", "-")) == value


def test_changes_and_percents() -> None:
    assert signed(NB, 0.4) == "+0,4"
    assert signed(NB, -0.3) == "−0,3"
    assert signed(NB, 0) == "0"
    assert signed(NB, Decimal("0.04"), decimals=1) == "0,0"
    assert plain(percent(NB, 86)) == "86~%"


def test_kroner() -> None:
    assert plain(kroner(NB, Amount(125050))) == "1~250,50~kr"
    assert plain(kroner(NB, Amount(125000))) == "1~250,00~kr"
    assert plain(kroner(NB, Amount(125000), short=True)) == "1~250~kr"
    assert plain(kroner(NB, Amount(125050), short=True)) == "1~250,50~kr"
    assert plain(kroner(NB, Amount(-5))) == "−0,05~kr"


def test_counting_in_words_to_twelve() -> None:
    gathering, meeting = Noun("samling", "samlinger"), Noun("møte", "møter", Gender.NEUTER)
    assert plain(counted(NB, 1, gathering)) == "én~samling"
    assert plain(counted(NB, 1, meeting)) == "ett~møte"
    assert plain(counted(NN, 1, Noun("møte", "møte", Gender.NEUTER))) == "eitt~møte"
    assert plain(counted(NN, 1, Noun("uke", "uker", Gender.FEMININE))) == "ei~uke"
    assert plain(counted(NB, 12, gathering)) == "tolv~samlinger"
    assert plain(counted(NB, 13, gathering)) == "13~samlinger"
    assert counted(NB, 0, gathering) == "ingen samlinger"
    assert number_word(NN, 1) == "éin"
    assert number_word(NB, 7) == "sju"
    assert number_word(NB, 0) == "null"
    assert capitalised(counted(NB, 1, gathering)) == f"Én{NBSP}samling"


def test_ordinals() -> None:
    assert ordinal(NB, 19) == "19."
    assert ordinal(NB, 7, word=True) == "sjuende"
    assert ordinal(NN, 7, word=True) == "sjuande"
    assert ordinal(NB, 13, word=True) == "13."


def test_lists() -> None:
    assert join(NB, []) == ""
    assert join(NB, ["a"]) == "a"
    assert join(NB, ["a", "b"]) == "a og b"
    assert join(NB, iter(["a", "b", "c"])) == "a, b og c"
    assert join(NB, ["a", "b"], last="eller") == "a eller b"
