"""IT changes what the municipality says of itself, and every page shows it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from lederloft.domain.organisation.api import TitleKind, get_profile
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from tests.domain.makers import Town, make_town
from tests.faces.web.browsing import MOST_QUERIES, browser_of
from tests.faces.web.entrance.test_set_up import a_png
from tests.faces.web.entrance.visits import hidden

pytestmark = pytest.mark.django_db

ROOT = "/drift/kommunen"
PAGES = [ROOT, *(f"{ROOT}/{part}" for part in ("om", "titler", "kontakt", "tilgjengelighet"))]
ABOUT = {"name": "Røros kommune", "number": "5025", "organisation_number": "940 898 862", "language_form": "nn"}
CONTACT = {"contact_name": "HR-kontoret", "contact_phone": "72 41 94 00", "contact_email": "hr@example.org"}
TITLES = {"top_leader": "Rådmann", "development_office": "Organisasjon og <b>forhandling</b>"}


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def it(town: Town) -> Client:
    return browser_of(town.person(Role.IT, name="Kari Nordmann"))


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\xa0", " ")


def send(client: Client, part: str, **told: object) -> HttpResponse:
    """As a person does without script, with the key of the page."""
    path = f"{ROOT}/{part}"
    return client.post(path, {**told, "client_key": hidden(client.get(path), "client_key")})


def saved(answer: HttpResponse) -> None:
    assert (answer.status_code, answer.headers.get("Location")) == (303, ROOT)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.IT])
def test_the_pages_are_its_alone(town: Town, role: Role) -> None:
    other = browser_of(town.person(role))
    assert [other.get(page).status_code for page in PAGES] == [403] * len(PAGES)
    assert [other.post(page).status_code for page in PAGES[1:]] == [403] * (len(PAGES) - 1)


def test_the_pages_open_and_lie_in_the_room(
    town: Town, it: Client, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for page in PAGES:
        it.get(page)
        with django_assert_max_num_queries(MOST_QUERIES):
            answer = it.get(page)
        assert answer.status_code == 200, page
        assert answer.content.decode().count("<h1") == 1
        here = "page" if page == ROOT else "true"
        bar = text_of(answer).split("ll-places")[1].split("</nav>")[0]
        assert f'href="{ROOT}" aria-current="{here}"' in bar, page
        assert bar.count("<li>") <= 7


def test_name_numbers_and_language_form_are_changed_or_refused_in_the_form(town: Town, it: Client) -> None:
    refused = send(it, "om", **(ABOUT | {"organisation_number": "123456789", "name": "Ny <kommune>"}))
    assert refused.status_code == 422
    assert 'value="Ny &lt;kommune&gt;"' in text_of(refused)
    assert 'value="123456789"' in text_of(refused)
    saved(send(it, "om", **ABOUT))
    shown = text_of(it.get(ROOT))
    assert all(word in shown for word in ("Røros kommune", "5025", "940898862", "Nynorsk", "Endringene er lagret."))


def test_a_new_contact_stands_at_the_foot_of_everybodys_pages(town: Town, it: Client) -> None:
    leader = browser_of(town.person(Role.LEADER))
    assert "HR-kontoret" not in text_of(leader.get("/min-utvikling"))
    wrong = send(it, "kontakt", **(CONTACT | {"contact_phone": "ring meg"}))
    assert wrong.status_code == 422
    assert 'value="ring meg"' in text_of(wrong)
    saved(send(it, "kontakt", **CONTACT))
    foot = text_of(leader.get("/min-utvikling")).split("<footer")[1]
    assert "HR-kontoret" in foot
    assert "72 41 94 00" in foot


def test_a_new_logo_stands_at_the_top_and_the_old_one_is_gone(town: Town, it: Client) -> None:
    def logo(width: int) -> SimpleUploadedFile:
        return SimpleUploadedFile("våpen.png", a_png(width), content_type="image/png")

    def picture(address: str) -> Image.Image:
        return Image.open(BytesIO(it.get(address).content))

    svg = SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml")
    assert send(it, "kontakt", **CONTACT, logo=svg).status_code == 422
    address = f"/logo/{town.municipality.slug}"
    assert it.get(address).status_code == 404
    for width in (200, 300):
        saved(send(it, "kontakt", **CONTACT, logo=logo(width)))
        assert picture(address).size == (width, 80)
    saved(send(it, "kontakt", **(CONTACT | {"contact_name": "Servicetorget"})))
    assert picture(address).size == (300, 80)
    assert f'src="{address}?v=' in text_of(browser_of(town.person(Role.LEADER)).get("/min-utvikling")).split("<main")[0]


def test_a_title_from_a_later_day_waits_for_it(town: Town, it: Client) -> None:
    def top_leader(on: date) -> str:
        with town.reading():
            profile = get_profile(on=on)
        assert profile is not None
        return profile.titles[TitleKind.TOP_LEADER]

    with clock.frozen_at(clock.local(date(2024, 3, 1), time(9))):
        saved(send(it, "titler", **TITLES, begins_on="1. januar 2024"))
        missing = send(it, "titler", **(TITLES | {"top_leader": " "}), begins_on="1. mai 2024")
        assert missing.status_code == 422
        saved(send(it, "titler", **(TITLES | {"top_leader": "Kommunedirektør"}), begins_on="1. mai 2024"))
        shown = text_of(it.get(ROOT))
        assert "Rådmann (1. januar–30. april 2024)" in shown
        assert "Kommunedirektør (gjelder fra 1. mai 2024)" in shown
        assert "&lt;b&gt;forhandling" in shown
        assert 'value="Rådmann"' in text_of(it.get(f"{ROOT}/titler"))
    assert [top_leader(on) for on in (date(2024, 3, 1), date(2024, 4, 30), date(2024, 5, 1))] == [
        "Rådmann",
        "Rådmann",
        "Kommunedirektør",
    ]


def test_the_address_of_the_statement_is_where_everybody_finds_it(town: Town, it: Client) -> None:
    leader = browser_of(town.person(Role.LEADER))
    address = "https://uustatus.no/nb/erklaringer/publisert/roros"
    wrong = send(it, "tilgjengelighet", accessibility_url="javascript:alert(1)")
    assert wrong.status_code == 422
    assert 'value="javascript:alert(1)"' in text_of(wrong)
    saved(send(it, "tilgjengelighet", accessibility_url=address))
    assert f'href="{address}"' in text_of(leader.get("/tilgjengelighet"))
    saved(send(it, "tilgjengelighet", accessibility_url=""))
    assert address not in text_of(leader.get("/tilgjengelighet"))


def test_a_change_of_one_part_leaves_the_others(town: Town, it: Client) -> None:
    saved(send(it, "kontakt", **CONTACT))
    saved(send(it, "tilgjengelighet", accessibility_url="https://uustatus.no/roros"))
    saved(send(it, "om", **ABOUT))
    shown = text_of(it.get(ROOT))
    assert all(
        word in shown for word in ("HR-kontoret", "hr@example.org", "https://uustatus.no/roros", "Røros kommune")
    )


def test_the_history_tells_who_changed_it(town: Town, it: Client) -> None:
    saved(send(it, "om", **ABOUT))
    path = text_of(it.get(ROOT)).split('href="/historikk/kommunen/')[1].split('"')[0]
    assert "Kari Nordmann endret opplysningene om kommunen" in text_of(it.get(f"/historikk/kommunen/{path}"))
    assert browser_of(town.person(Role.LEADER)).get(f"/historikk/kommunen/{path}").status_code == 404
    stranger = browser_of(make_town().person(Role.IT))
    assert stranger.get(f"/historikk/kommunen/{path}").status_code == 404


def test_the_pages_are_nynorsk_in_nynorsk(it: Client) -> None:
    it.cookies["django_language"] = "nn"
    assert "Målforma til kommunen" in text_of(it.get(ROOT))
    assert "Endre tilgjengelegheitserklæringa" in text_of(it.get(f"{ROOT}/tilgjengelighet"))
