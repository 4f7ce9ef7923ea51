"""Forms as they are drawn: labels, help and errors tied together, a summary that counts, a key that repeats."""

import re
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django import forms
from django.utils.safestring import mark_safe

from lederloft.faces.web.kit.client_keys import client_key_from, client_key_input, new_client_key
from lederloft.faces.web.kit.fields import FieldFault, WrittenDateField, WrittenTimeField
from lederloft.faces.web.kit.forms import Card, KitForm, RadioCards, WriteForm
from lederloft.foundation.errors.values import DomainError

EVIL = '"><script>alert(1)</script>'


class Move(KitForm):
    layout: ClassVar = ("held_on", ("starts", "ends"))

    held_on = WrittenDateField(label="Dato")
    starts = WrittenTimeField(label="Starter")
    ends = WrittenTimeField(label="Slutter", required=False)
    place = forms.CharField(label="Sted", help_text="Rom og adresse.")
    why = forms.ChoiceField(
        label="Hvorfor?",
        choices=[("a", Card("Rommet", "Én setning.", mark_safe("<svg></svg>"))), ("b", "Annet")],
        widget=RadioCards,
    )
    told = forms.MultipleChoiceField(
        label="Hvem?", choices=[("x", "X")], widget=forms.CheckboxSelectMultiple, required=False
    )
    is_sure = forms.BooleanField(label="Jeg er sikker")


class RoomTaken(DomainError):
    code = "test.room_taken"
    message = "Rommet er opptatt til kl. {until}. Velg et annet."
    field = "place"


class Closed(DomainError):
    code = "test.closed"
    message = "Påmeldingen er stengt."


def tag(html: str, name: str) -> str:
    found = re.search(rf'<(?:input|textarea|select)[^>]*name="{name}"[^>]*>', html)
    assert found, name
    return found.group()


def test_label_help_and_error_are_tied_to_the_field() -> None:
    html = str(Move({"held_on": "31. april 2024"}))
    field = tag(html, "held_on")
    assert 'class="ds-input"' in field
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_held_on_helptext id_held_on_error"' in field
    assert 'value="31. april 2024"' in field
    for needed in (
        'for="id_held_on"',
        'id="id_held_on_helptext"',
        'id="id_held_on_error"',
        'class="ds-validation-message"',
    ):
        assert needed in html
    assert " required" not in html


def test_a_good_field_says_nothing_of_errors() -> None:
    html = str(Move())
    assert "aria-invalid" not in html
    assert "ds-error-summary" not in html
    assert 'aria-describedby="id_place_helptext"' in tag(html, "place")


def test_the_summary_counts_and_leads_to_each_field() -> None:
    form = Move({"held_on": "x", "starts": "9.00"})
    html = str(form)
    assert form.findings_heading == "Rett fire\u00a0ting, så kan du lagre"
    assert 'tabindex="-1"' in html
    for target in ("id_held_on", "id_place", "id_why_0", "id_is_sure"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html
    assert "Sted mangler: fyll ut feltet" in html
    assert [finding.target for finding in form.findings] == ["id_held_on", "id_place", "id_why_0", "id_is_sure"]


def test_one_error_is_one_thing() -> None:
    form = Move({"held_on": "1.1.2024", "starts": "9", "place": "Her", "why": "a"})
    form.act = "flytte samlingen"
    assert form.findings_heading == "Rett én\u00a0ting, så kan du flytte samlingen"


def test_an_error_has_two_voices() -> None:
    form = Move({})
    form.add_error(
        "ends", FieldFault("Kl. 9.00 er før kl. 13.00.", summary="Sluttiden er før starttiden: skriv en senere tid")
    )
    texts = [finding.text for finding in form.findings]
    assert "Sluttiden er før starttiden: skriv en senere tid" in texts
    assert "Kl. 9.00 er før kl. 13.00." in str(form)


@pytest.mark.parametrize(
    ("error", "target", "words"),
    [
        (RoomTaken(until="9.00"), "id_place", "Rommet er opptatt til kl. 9.00. Velg et annet."),
        (Closed(), "", "Påmeldingen er stengt."),
    ],
)
def test_a_refusal_lands_on_its_field_or_on_the_form(error: DomainError, target: str, words: str) -> None:
    form = Move({"held_on": "1.1.2024", "starts": "9", "place": "Her", "why": "a", "is_sure": "on"})
    assert form.is_valid()
    form.refuse(error)
    assert [finding.target for finding in form.findings] == [target]
    assert words in str(form).replace("\u00a0", " ")


def test_radio_cards_say_label_note_and_drawing_once() -> None:
    html = str(Move({"why": "a"}))
    assert html.count(">Rommet<") == 1
    assert "Én setning." in html
    assert "<svg></svg>" in html
    assert "checked" in tag(html, "why")
    assert html.count("<fieldset") == 2
    assert 'role="radiogroup"' in html


def test_a_radio_group_says_that_it_is_wrong_once() -> None:
    html = str(Move({}))
    assert (
        '<fieldset class="ll-fieldset" role="radiogroup" aria-invalid="true" aria-describedby="id_why_error">' in html
    )
    assert "aria-invalid" not in tag(html, "why")


def test_fields_side_by_side_and_the_rest_last() -> None:
    rows = [[field.name for field in row] for row in Move().rows]
    assert rows[:2] == [["held_on"], ["starts", "ends"]]
    assert [name for row in rows for name in row] == list(Move.base_fields)
    assert "(valgfritt)" in str(Move())


def test_what_people_and_programs_write_is_escaped() -> None:
    class Hostile(KitForm):
        evil = forms.CharField(label=EVIL, max_length=2)
        card = forms.ChoiceField(label=EVIL, choices=[(EVIL, Card(EVIL, EVIL))], widget=RadioCards)
        many = forms.MultipleChoiceField(label=EVIL, choices=[(EVIL, EVIL)], widget=forms.CheckboxSelectMultiple)
        one = forms.ChoiceField(label=EVIL, choices=[(EVIL, EVIL)])

    form = Hostile({"evil": EVIL, "card": EVIL + "x", "many": [EVIL], "one": EVIL})
    form.add_error(None, EVIL)
    form.add_error("evil", FieldFault(EVIL, summary=EVIL))
    assert "<script" not in str(form)


class Sign(WriteForm):
    name = forms.CharField(label="Navn")


def test_a_write_form_brings_a_fresh_key_and_keeps_it_through_errors() -> None:
    first = re.search(r'name="client_key" value="([^"]+)"', str(Sign()))
    assert first
    assert UUID(first.group(1))
    assert str(Sign()) != str(Sign())
    again = Sign({"client_key": first.group(1)})
    assert not again.is_valid()
    assert f'value="{first.group(1)}"' in str(again)
    whole = Sign({"client_key": first.group(1), "name": "Kari"})
    assert whole.is_valid()
    assert whole.cleaned_data["client_key"] == UUID(first.group(1))


@pytest.mark.parametrize("key", ["", "x", EVIL, "0" * 500])
def test_a_spoiled_key_is_refused_and_replaced(key: str) -> None:
    form = Sign({"client_key": key, "name": "Kari"})
    assert not form.is_valid()
    html = str(form)
    assert "Last siden på nytt" in html
    assert "<script" not in html
    fresh = re.search(r'name="client_key" value="([^"]+)"', html)
    assert fresh
    assert UUID(fresh.group(1))


def test_the_key_of_a_form_of_one_button() -> None:
    key = new_client_key()
    assert client_key_from({"client_key": key}) == UUID(key)
    assert key in client_key_input(key)
    broken: list[dict[str, Any]] = [{}, {"client_key": None}, {"client_key": "x" * 36}, {"client_key": 7}]
    assert [client_key_from(data) for data in broken] == [None] * 4


def test_django_s_own_forms_are_drawn_with_the_same_parts() -> None:
    class Plain(forms.Form):
        name = forms.CharField(label=EVIL)

    html = str(Plain({}))
    assert "ds-error-summary" in html
    assert "ds-validation-message" in html
    assert "<script" not in html
