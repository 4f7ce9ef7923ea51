"""Kroner in the database and in forms."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Sum
from django.test.utils import isolate_apps

from lederloft.foundation.money.api import Kroner, KronerField, KronerFormField


def of(text: str) -> Kroner:
    return Kroner(Decimal(text))


@pytest.fixture
def ledger(may_create_tables: None) -> Iterator[type[models.Model]]:
    with isolate_apps("lederloft.foundation.tenancy"):

        class Ledger(models.Model):
            amount = KronerField()
            cap = KronerField(null=True, blank=True, help_text="Tak")

            class Meta:
                app_label = "tenancy"

        with connection.schema_editor() as editor:
            editor.create_model(Ledger)
        yield Ledger
        with connection.schema_editor() as editor:
            editor.delete_model(Ledger)


def test_amounts_are_kept_summed_and_compared_exactly(ledger: type[models.Model]) -> None:
    rows = ledger._default_manager
    for text in ("999999999999.99", "-999999999999.98", "0.10", "0.20"):
        rows.create(amount=of(text))
    assert sorted(row.amount for row in rows.all()) == [
        of("-999999999999.98"),
        of("0.10"),
        of("0.20"),
        of("999999999999.99"),
    ]
    assert rows.aggregate(sum=Sum("amount"))["sum"] == of("0.31")
    assert rows.aggregate(sum=Sum("cap"))["sum"] is None
    assert rows.filter(amount__gt=of("0.10"), amount__lt=of("1")).get().amount == of("0.20")
    assert rows.filter(amount__in=[of("0.1")]).count() == 1


def test_a_bare_number_is_refused(ledger: type[models.Model]) -> None:
    with pytest.raises(TypeError, match="takes Kroner"):
        ledger._default_manager.create(amount=100)


def test_the_migration_names_the_door() -> None:
    _name, path, args, options = KronerField(null=True).deconstruct()
    assert (path, args, options) == ("lederloft.foundation.money.api.KronerField", [], {"null": True})


def test_fixtures_and_cleaning() -> None:
    field = KronerField()
    assert field.to_python("1250.50") == of("1250.50")
    assert field.to_python(None) is None
    with pytest.raises(ValidationError, match="ikke et beløp"):
        field.to_python("mye")


class Form(forms.Form):
    price = KronerFormField()
    cap = KronerFormField(required=False)


def test_a_form_reads_what_people_write() -> None:
    form = Form({"price": "kr 1 250,50", "cap": " "})
    assert form.is_valid()
    assert form.cleaned_data == {"price": of("1250.50"), "cap": None}


def test_a_form_says_what_is_wrong_and_keeps_the_input() -> None:
    form = Form({"price": "mye {kroner}"})
    assert not form.is_valid()
    assert form.errors["price"] == [
        "«mye {kroner}» er ikke et beløp. Skriv kroner med høyst to desimaler, for eksempel 1 250,50."
    ]
    assert 'value="mye {kroner}"' in str(form["price"])


def test_a_stored_amount_is_shown_as_it_is_written_and_not_seen_as_changed() -> None:
    form = Form({"price": "1250,5"}, initial={"price": of("1250.50")})
    assert not form.has_changed()
    shown = str(Form(initial={"price": of("1250.50")})["price"])
    assert 'value="1250,50"' in shown
    assert 'inputmode="decimal"' in shown


def test_the_model_field_gives_that_form_field() -> None:
    formfield = KronerField(blank=True, help_text="Tak").formfield()
    assert isinstance(formfield, KronerFormField)
    assert not formfield.required
    assert formfield.help_text == "Tak"
