"""Kroner are exact, round half up when asked, and never lose an øre."""

from contextlib import suppress
from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from lederloft.foundation.money.values import (
    AmountTooLarge,
    Kroner,
    NotAnAmount,
    Taxed,
    VatRate,
    VatRateOutOfRange,
    read_kroner,
    total,
)

kroner = st.integers(-(10**10), 10**10).map(Kroner.of_ore)
rates = st.decimals(0, 100, places=2).map(VatRate)


def of(text: str) -> Kroner:
    return Kroner(Decimal(text))


def test_a_float_never_becomes_money() -> None:
    with pytest.raises(TypeError):
        Kroner(0.1)
    with pytest.raises(TypeError):
        of("1") * 0.25


@pytest.mark.parametrize("text", ["0.001", "NaN", "Infinity", "-Infinity"])
def test_what_is_not_whole_ore_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount):
        of(text)


@pytest.mark.parametrize("text", ["1e999999", "1000000000000"])
def test_an_enormous_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountTooLarge):
        of(text)
    with pytest.raises(AmountTooLarge):
        Kroner.rounded(Decimal(text))


def test_kroner_are_values() -> None:
    assert of("1250.5") == of("1250.50") == Kroner.of_ore(125050)
    assert hash(of("1")) == hash(of("1.00"))
    assert of("-0.00") == of("0")
    assert str(of("-0.00")) == "0.00"
    assert str(of("1250.5")) == "1250.50"
    assert of("-1") < of("0") < of("0.01")
    assert not of("0")
    with pytest.raises(FrozenInstanceError):
        of("1").amount = Decimal(2)


@pytest.mark.parametrize(
    ("amount", "factor", "product"),
    [("0.10", "0.05", "0.01"), ("-0.10", "0.05", "-0.01"), ("0.10", "0.049", "0.00"), ("100", "0.333", "33.30")],
)
def test_times_rounds_half_up(amount: str, factor: str, product: str) -> None:
    assert of(amount).times(Decimal(factor)) == of(product)


@given(a=kroner, b=kroner, n=st.integers(-50, 50))
def test_arithmetic_is_exact(a: Kroner, b: Kroner, n: int) -> None:
    assert (a + b).ore == a.ore + b.ore
    assert a - b + b == a
    assert (a * n).ore == (n * a).ore == a.ore * n
    assert total([a, b, -a]) == b
    assert total([]) == Kroner.of_ore(0)


@given(amount=kroner, weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_splitting_loses_no_ore_and_is_fair(amount: Kroner, weights: list[int]) -> None:
    parts = amount.split_by(weights)
    assert total(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.ore - Fraction(amount.ore * weight, sum(weights))) < 1
        assert weight or not part
    assert [-part for part in parts] == list((-amount).split_by(weights))


def test_splitting_equally() -> None:
    assert [str(part) for part in of("100").split(3)] == ["33.34", "33.33", "33.33"]
    for weights in ([], [0, 0], [1, -1]):
        with pytest.raises(ValueError, match="weights"):
            of("1").split_by(weights)


@given(net=kroner, rate=rates)
def test_vat_from_net(net: Kroner, rate: VatRate) -> None:
    taxed = Taxed.of_net(net, rate)
    assert taxed.gross == net + taxed.vat
    exact = Fraction(net.ore) * Fraction(rate.percent) / 100
    assert abs(taxed.vat.ore - exact) <= Fraction(1, 2)
    if abs(taxed.vat.ore - exact) == Fraction(1, 2):
        assert abs(taxed.vat.ore) > abs(exact)
    assert Taxed.of_net(-net, rate).vat == -taxed.vat


@given(gross=kroner, rate=rates)
def test_vat_out_of_gross_adds_up(gross: Kroner, rate: VatRate) -> None:
    taxed = Taxed.of_gross(gross, rate)
    assert taxed.net + taxed.vat == gross
    assert abs(taxed.vat.ore - Fraction(gross.ore) * Fraction(rate.percent) / (100 + Fraction(rate.percent))) <= 0.5


def test_known_vat() -> None:
    taxed = Taxed.of_net(of("1000.40"), VatRate(Decimal(25)))
    assert (str(taxed.vat), str(taxed.gross)) == ("250.10", "1250.50")
    assert Taxed.of_gross(of("1250.50"), VatRate(Decimal(25))) == taxed
    assert not Taxed.of_net(of("100"), VatRate(Decimal(0))).vat


@pytest.mark.parametrize("percent", ["-1", "100.01", "NaN"])
def test_a_strange_rate_is_refused(percent: str) -> None:
    with pytest.raises(VatRateOutOfRange):
        VatRate(Decimal(percent))


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1 250,50", "1250.50"),
        ("1\u00a0250,50 kr", "1250.50"),
        ("1250.5", "1250.50"),
        ("kr 300", "300"),
        ("kr. 300,-", "300"),
        ("300 kroner", "300"),
        (" −12,05 ", "-12.05"),
        ("0", "0"),
    ],
)
def test_reading_what_people_write(written: str, amount: str) -> None:
    assert read_kroner(written) == of(amount)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "kr",
        "1,250.50",
        "1.250",
        "1250,505",
        "1e3",
        "1e999999",
        "NaN",
        "12 50",
        "١٢",
        "1" * 41,
        "1,",
        "--1",
        "=1",
        "\x001",
    ],
)
def test_what_is_no_amount_is_refused_with_a_remedy(written: str) -> None:
    with pytest.raises(NotAnAmount) as refusal:
        read_kroner(written)
    assert "1 250,50" in str(refusal.value)


def test_too_much_is_refused() -> None:
    with pytest.raises(AmountTooLarge):
        read_kroner("1" * 39)


@given(kroner)
def test_money_survives_json(amount: Kroner) -> None:
    adapter = TypeAdapter(Kroner)
    assert adapter.validate_json(adapter.dump_json(amount)) == amount


@given(st.text(max_size=60))
def test_any_text_is_an_amount_or_a_refusal(written: str) -> None:
    with suppress(NotAnAmount, AmountTooLarge):
        assert isinstance(read_kroner(written), Kroner)
