"""What the skeleton is told, and what it makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.faces.web.kit.chrome import Chrome, Contact, Place, colour_scheme, initials

PLACES = (
    Place("Oversikt", "/min-utvikling"),
    Place("Samlinger", "/min-utvikling/samlinger"),
    Place("Tilbud", "/tilbud/"),
)


def current(path: str) -> dict[str, str]:
    chrome = Chrome("Røros kommune", room="Min utvikling", places=PLACES, path=path)
    return {place.label: mark for place, mark in chrome.room_places if mark}


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/min-utvikling", {"Oversikt": "page"}),
        ("/min-utvikling/samlinger", {"Samlinger": "page"}),
        ("/min-utvikling/samlinger/x7", {"Samlinger": "true"}),
        ("/min-utvikling/annet", {"Oversikt": "true"}),
        ("/min-utviklingen", {}),
        ("/tilbud", {"Tilbud": "true"}),
        ("/", {}),
    ],
)
def test_the_nearest_place_is_current(path: str, marked: dict[str, str]) -> None:
    assert current(path) == marked


def test_a_place_marked_by_hand_wins() -> None:
    chrome = Chrome("X", places=(Place("A", "/a"), Place("B", "/b", is_current=True)), path="/a")
    assert [mark for _, mark in chrome.room_places] == ["", "true"]


def test_a_room_has_at_most_seven_places() -> None:
    with pytest.raises(ValueError, match="at most 7"):
        Chrome("X", room="For mye", places=tuple(Place(str(number), f"/{number}") for number in range(8)))


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ingrid Solheim Vik", "IV"), ("Åse", "Å"), ("", ""), ("  (Kari) Nese ", "N"), ("ola øye", "OØ")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text(max_size=40))
def test_initials_are_at_most_a_few_letters(name: str) -> None:
    assert len(initials(name)) <= 4


def test_a_norwegian_number_can_be_rung() -> None:
    assert Contact("S", phone="51 00 00 00").phone_url == "tel:+4751000000"
    assert Contact("S", phone="+46 8 123").phone_url == "tel:+468123"
    assert Contact("S", phone="etter avtale").phone_url == ""


@pytest.mark.parametrize("chosen", [None, "", "blue", "LIGHT", '"><script>'])
def test_an_unknown_colour_scheme_is_the_machine_s(chosen: str | None) -> None:
    assert colour_scheme(chosen) == "auto"
