"""The fields clean what was written, show it back, and answer with fault and remedy."""

from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.forms import Field
from hypothesis import given
from hypothesis import strategies as st

from lederloft.faces.web.kit.fields import (
    WrittenDateField,
    WrittenNumberField,
    WrittenTimeField,
    WrittenWholeNumberField,
)


def fault(field: Field, text: object) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(text)
    return " ".join(refused.value.messages)


def test_a_date_is_cleaned_and_shown_back() -> None:
    field = WrittenDateField()
    assert field.clean("17. april 2024") == date(2024, 4, 17)
    assert field.clean(datetime(2024, 4, 17, 9)) == date(2024, 4, 17)
    assert field.prepare_value(date(2024, 4, 17)) == "17. april 2024"
    assert field.prepare_value("17.4") == "17.4"
    assert not field.has_changed(date(2024, 4, 17), "17.04.2024")
    assert field.has_changed(date(2024, 4, 17), "18.04.2024")
    assert field.has_changed(date(2024, 4, 17), "tull")


def test_a_date_s_fault_names_the_remedy() -> None:
    field = WrittenDateField()
    assert fault(field, "31. april 2024") == "April 2024 har 30 dager. Velg en dag i måneden."
    assert fault(field, "17.4.24") == "Skriv året med fire siffer, for eksempel 2024."
    assert "for eksempel 17. april 2024" in fault(field, "   ")
    assert WrittenDateField(required=False).clean("  ") is None


def test_a_time_is_cleaned_and_shown_back() -> None:
    field = WrittenTimeField()
    assert field.clean("09:05") == time(9, 5)
    assert field.prepare_value(time(9, 5)) == "9.05"
    assert not field.has_changed(time(9), "09:00")
    assert "23.59" in fault(field, "25.00")
    assert "for eksempel 9.00" in fault(field, "")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 250,50", "1250.50"),
        ("1\u00a0250,50 kr", "1250.50"),
        ("1250.5", "1250.5"),
        ("kr 12", "12"),
        ("−3", "-3"),
        ("40 %", "40"),
        ("5,-", "5"),
    ],
)
def test_a_number_is_read_with_blanks_and_comma(text: str, number: str) -> None:
    assert WrittenNumberField(places=2).clean(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1e999999", "1e5", "tusen", "1,2,3", "--1", "0x10", "NaN", "inf", "9" * 400, "1_000"])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert "Skriv bare siffer" in fault(WrittenNumberField(places=2), text)


def test_limits_and_decimals_are_named() -> None:
    assert fault(WrittenNumberField(places=2), "1,234") == "Bruk høyst 2 desimaler, for eksempel 1 250,50."
    assert fault(WrittenWholeNumberField(), "1,5") == "Skriv et helt tall, for eksempel 12."
    assert fault(WrittenWholeNumberField(least=1), "0") == "Tallet må være minst 1."
    assert fault(WrittenWholeNumberField(most=1500), "1501").replace("\u00a0", " ") == "Tallet kan være høyst 1 500."
    assert WrittenWholeNumberField().clean("12") == 12
    assert isinstance(WrittenWholeNumberField().clean("12"), int)
    assert WrittenWholeNumberField(required=False).clean("") is None


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_number_survives_being_shown_and_read(number: Decimal) -> None:
    field = WrittenNumberField(places=2)
    assert field.clean(field.prepare_value(number)) == number


@given(st.text(max_size=60))
def test_no_text_makes_a_field_fall(text: str) -> None:
    for field in (WrittenDateField(), WrittenTimeField(), WrittenNumberField(places=2), WrittenWholeNumberField()):
        with suppress(ValidationError):
            assert field.clean(text) is not None
