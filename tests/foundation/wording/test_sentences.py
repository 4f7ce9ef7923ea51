"""Sentences of errors and facts: translated, bound, and filled by type."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from inspect import isfunction, signature
from typing import ClassVar

import pytest
from django.utils import translation

from lederloft.foundation.clock.api import TimeDoesNotExist, local
from lederloft.foundation.errors.values import DomainError
from lederloft.foundation.wording import api, speaking, values
from lederloft.foundation.wording.values import NBSP, Language


def plain(text: str) -> str:
    return text.replace(NBSP, "~")


@pytest.mark.parametrize(
    ("loose", "bound"),
    [
        ("Køen ble åpnet 26. januar kl. 8.14.", "Køen ble åpnet 26.~januar kl.~8.14."),
        ("Kl. {asked} er før kl. {starts}.", "Kl.~{asked} er før kl.~{starts}."),
        ("Samlingen varer 3 timer, ikke {hours} timer.", "Samlingen varer 3~timer, ikke {hours}~timer."),
        ("Nivå 1 tar {n} plasser.", "Nivå 1 tar {n} plasser."),
        ("Prisen er 1 250 kr, altså 25 % mer.", "Prisen er 1~250~kr, altså 25~% mer."),
        ("Modul 3 til alle og 2 timelønnede", "Modul 3 til alle og 2 timelønnede"),
    ],
)
def test_bind(loose: str, bound: str) -> None:
    assert plain(values.bind(loose)) == bound


@dataclass(frozen=True)
class Amount:
    ore: int


@dataclass(frozen=True)
class StateName:
    msgid: str


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2024, 1, 22), "22.~januar 2024"),
        (datetime(2024, 1, 22, 8, tzinfo=UTC), "22.~januar 2024 kl.~9.00"),
        (time(9), "9.00"),
        (timedelta(minutes=75), "1~t 15~min"),
        (2026, "2026"),
        (12_500, "12~500"),
        (-3, "−3"),
        (Decimal("4.2"), "4,2"),
        (Amount(125050), "1~250,50~kr"),
        (StateName("åpen"), "[åpen]"),
        (True, "[ja]"),
        (False, "[nei]"),
        (None, "–"),
        (["a", 2, date(2024, 1, 22)], "a, 2 og 22.~januar 2024"),
        ("åpen kl. 9", "åpen kl. 9"),
    ],
)
def test_values_are_said_by_their_type(value: object, said: str) -> None:
    assert plain(values.say(value, Language.NB, lambda msgid: f"[{msgid}]")) == said


def test_text_from_people_is_never_read_as_a_template() -> None:
    hostile = "{user.password} {other} %s {{7*191}}"
    assert values.fill("Fant «{title}».", {"title": hostile}, Language.NB, str) == f"Fant «{hostile}»."


def test_only_plain_names_are_places() -> None:
    assert values.fill("{a.__class__} {a}", {"a": "x"}, Language.NB, str) == "{a.__class__} x"
    assert values.placeholders("{a} {b_2} {a} {c.d}") == {"a", "b_2"}


def test_a_missing_value_is_loud() -> None:
    with pytest.raises(api.UnknownPlaceholder, match="day"):
        api.sentence("Velg {day}.")


def test_an_error_speaks_with_typed_values() -> None:
    with pytest.raises(TimeDoesNotExist) as refusal:
        local(date(2026, 3, 29), time(2, 45))
    with api.in_language("nb"):
        assert plain(api.sentence_for(refusal.value)) == (
            "Kl.~2.45 finnes ikke 29.~mars 2026: den natta stilles klokka fram fra kl.~2.00 til kl.~3.00. "
            "Det nærmeste tidspunktet som finnes, er kl.~3.00."
        )


def test_an_error_without_values() -> None:
    assert api.sentence_for(DomainError()) == "Noe gikk galt. Prøv igjen."


@dataclass(frozen=True, kw_only=True)
class GatheringMoved:
    edition_id: int
    held_on: str
    starts_at: str
    sentence: ClassVar[str] = "{who} flyttet samlingen til {held_on}, {starts_at}"

    def data(self) -> Mapping[str, object]:
        return {"edition_id": self.edition_id, "held_on": self.held_on, "starts_at": self.starts_at}


def test_a_fact_says_its_iso_dates_as_dates() -> None:
    fact = GatheringMoved(edition_id=1, held_on="2024-04-10", starts_at="2024-04-10T07:00:00+00:00")
    with api.in_language("nb"):
        assert plain(api.sentence_for(fact, who="Kari")) == (
            "Kari flyttet samlingen til 10.~april 2024, 10.~april 2024 kl.~9.00"
        )


def test_the_active_language_decides() -> None:
    with translation.override("nn"):
        assert api.active_language() is Language.NN
        assert api.weekday(date(2024, 4, 8)) == "måndag"
    with translation.override("en"):
        assert api.active_language() is Language.NB
    with api.in_language(Language.NN):
        assert plain(api.duration(180)) == "3~timar"


def test_every_function_that_takes_a_language_has_a_twin_without() -> None:
    with_language = {
        name
        for name in values.__all__
        if isfunction(getattr(values, name)) and next(iter(signature(getattr(values, name)).parameters)) == "language"
    }
    assert len(with_language) > 15
    assert with_language <= vars(speaking).keys()


def test_the_overlay_comes_after_our_own_texts_and_exists() -> None:
    own, overlay = values.LOCALE_PATHS
    assert own.parts[-2:] == ("lederloft", "locale")
    assert (overlay / "nn" / "LC_MESSAGES" / "django.po").is_file()
