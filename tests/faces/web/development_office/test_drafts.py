"""What the office has begun to write is there when she comes back, until it is sent or given up."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from lederloft.domain.strategy.models import Offer
from lederloft.faces.web.kit.client_keys import new_client_key
from lederloft.foundation.acting.values import Role
from lederloft.foundation.drafts.models import Draft
from tests.browser import violations, visit
from tests.domain.makers import Town, at_sign_up, make_town
from tests.faces.web.browsing import browser_of
from tests.faces.web.development_office.visiting import ROOT, a_story, browser, key
from tests.server import Server

NEW = f"{ROOT}/tilbud/nytt"
FETCHED = "Vi har hentet fram det du skrev 22. januar 2024 kl. 9.00. Det er ikke sendt ennå."


@pytest.fixture(autouse=True)
def _now(request: pytest.FixtureRequest) -> Iterator[None]:
    """Half of these are told what time it is; Chromium has its own."""
    if "chromium" in request.fixturenames:
        yield
        return
    request.getfixturevalue("db")
    with at_sign_up():
        yield


def page(office: Client, address: str = NEW) -> str:
    answer = office.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode()).replace("\xa0", " ")


def write(office: Client, address: str = NEW, **fields: object) -> None:
    answer = office.post("/kladd", {"kladd": address, "client_key": new_client_key(), **fields})
    assert answer.json() == {"melding": "Utkastet er lagret kl.\xa09.00."}


def value_of(text: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"|<textarea name="{name}"[^>]*>\s*([^<]*)', text)
    return (found.group(1) or found.group(2) or "").strip() if found else ""


def drafts(town: Town) -> int:
    with town.reading():
        return Draft.objects.count()


def test_what_was_written_stands_in_the_form_again() -> None:
    town = make_town()
    office = browser(town.office)
    assert "Vi har hentet fram" not in page(office)
    write(office, name="Ledelse i <praksis>", short_description="To\nlinjer", visibility="draft", who_pays="")
    text = page(office)
    assert FETCHED in text
    assert value_of(text, "name") == "Ledelse i <praksis>"
    assert "To\nlinjer" in text
    assert re.search(r'value="draft"[^>]* checked', text)
    assert not re.search(r'value="offered"[^>]* checked', text)


def test_a_choice_of_several_and_a_crossed_out_one_come_back() -> None:
    story = a_story("Ingrid Vik")
    gathering = f"{ROOT}/samlinger/{story.gathering_keys()[0]}/flytt"
    write(story.office, gathering, on="8. februar 2024", starts="13.00", ends="", place="Kantina")
    text = page(story.office, gathering)
    assert (value_of(text, "on"), value_of(text, "starts"), value_of(text, "place")) == (
        "8. februar 2024",
        "13.00",
        "Kantina",
    )
    assert value_of(text, "ends") == ""
    module, _offer = story.module_and_offer()
    edition = f"{ROOT}/moduler/{module}/ny-gjennomforing"
    write(story.office, edition, name="Høsten", g2_place="Rådhuset", g2_counted_hours="2")
    text = page(story.office, edition)
    assert value_of(text, "g2_place") == "Rådhuset"
    assert value_of(text, "capacity") == "18"


def test_a_draft_is_of_one_form_on_one_page() -> None:
    story = a_story("Ingrid Vik")
    _module, offer = story.module_and_offer()
    write(story.office, f"{ROOT}/tilbud/{offer}/ny-modul", name="Om konflikter")
    assert value_of(page(story.office, f"{ROOT}/tilbud/{offer}/ny-modul"), "name") == "Om konflikter"
    other = a_story("Jonas Eide", town=story.town)
    _module, another = other.module_and_offer()
    assert another != offer
    assert "Vi har hentet fram" not in page(story.office, f"{ROOT}/tilbud/{another}/ny-modul")
    colleague = browser_of(story.town.person(Role.DEVELOPMENT_OFFICE))
    assert "Vi har hentet fram" not in page(colleague, f"{ROOT}/tilbud/{offer}/ny-modul")


def test_what_is_sent_is_no_draft_any_more() -> None:
    town = make_town()
    office = browser(town.office)
    write(office, name="Ledelse i praksis")
    refused = office.post(NEW, key(name="", visibility="draft"))
    assert refused.status_code == 422
    assert "Vi har hentet fram" not in refused.content.decode()
    assert f'data-draft="{NEW}"' in refused.content.decode()
    assert drafts(town) == 1
    sent = key(name="Ledelse i praksis", visibility="draft")
    assert office.post(NEW, sent).status_code == 303
    assert drafts(town) == 0
    late = office.post("/kladd", {**sent, "kladd": NEW})  # saved by itself, on its way when she pressed
    assert late.json() == {"melding": ""}
    assert drafts(town) == 0
    assert value_of(page(office), "name") == ""


def test_a_draft_is_given_up_without_script() -> None:
    town = make_town()
    office = browser(town.office)
    write(office, name="Ledelse i praksis")
    text = page(office)
    note = text.split("Vi har hentet fram")[1].split("</form>")[0]
    assert "Forkast utkastet" in note
    pressed = dict(re.findall(r'name="(client_key|kladd)" value="([^"]*)"', note))
    assert pressed["kladd"] == NEW
    assert office.post("/kladd/forkast", {"kladd": NEW}).status_code == 422
    assert drafts(town) == 1
    for _press in range(2):
        gone = office.post("/kladd/forkast", pressed)
        assert (gone.status_code, gone["Location"]) == (303, NEW)
    text = page(office)
    assert "Utkastet er forkastet." in text
    assert value_of(text, "name") == ""
    for elsewhere in ("//example.org", "https://example.org/", "tull"):
        assert office.post("/kladd/forkast", key(kladd=elsewhere))["Location"] == "/"


def test_signing_out_loses_nothing() -> None:
    town = make_town()
    office = browser(town.office)
    write(office, name="Ledelse i praksis")
    office.post("/logg-ut")
    assert office.get(NEW).status_code == 302
    assert office.post("/kladd", {"kladd": NEW, "name": "Uten navn"}).status_code == 403
    again = browser(town.office)
    assert value_of(page(again), "name") == "Ledelse i praksis"
    with town.reading():
        assert not Offer.objects.exists()


def test_keys_and_passwords_are_never_in_a_draft() -> None:
    town = make_town()
    office = browser(town.office)
    write(office, name="Ledelse", password="hemmelig", new_password1="hemmelig", passord="hemmelig")
    with town.reading():
        assert Draft.objects.get().data == {"name": ["Ledelse"]}
    drawn = re.findall(r'name="client_key" value="([^"]*)"', page(office))
    assert len(drawn) == len(set(drawn)) > 1


def test_the_note_is_nynorsk_in_nynorsk() -> None:
    office = browser(make_town().office)
    write(office, name="Ledelse")
    office.cookies["django_language"] = "nn"
    text = page(office)
    assert "Vi har henta fram det du skreiv 22. januar 2024 kl. 9.00. Det er ikkje sendt enno." in text
    assert "Forkast utkastet" in text


@pytest.mark.browser
def test_written_left_come_back_to_sent_and_gone(chromium: Browser, site: Server) -> None:
    with visit(chromium, site.url, role="utviklingskontoret") as tab:
        tab.goto(NEW)
        with tab.expect_response("**/kladd"):
            tab.fill("[name=name]", "Ledelse i kladd")
        expect(tab.locator("[data-kit='draft-note']")).to_contain_text("Utkastet er lagret")
        tab.goto(ROOT)
        tab.goto(NEW)
        expect(tab.locator("[name=name]")).to_have_value("Ledelse i kladd")
        expect(tab.locator(".ll-draft-fetched")).to_contain_text("Vi har hentet fram det du skrev")
        assert violations(tab) == []
        tab.click("label[for=id_visibility_1]")
        with tab.expect_navigation():
            tab.click("text=Lagre tilbudet")
        tab.goto(NEW)
        expect(tab.locator("[name=name]")).to_have_value("")
        expect(tab.locator(".ll-draft-fetched")).to_have_count(0)


def test_a_form_sent_after_the_session_ended_leads_back_to_itself_with_what_she_wrote() -> None:
    town = make_town()
    office = browser(town.office)
    write(office, name="Nettverk for nye ledere")
    office.logout()
    answer = office.post(NEW, {"name": "Nettverk for nye ledere", **key()})
    assert (answer.status_code, answer["Location"]) == (302, f"/logg-inn?next={quote(NEW, safe='')}")
    assert value_of(page(browser(town.office)), "name") == "Nettverk for nye ledere"


def test_a_draft_is_kept_of_forms_that_exist_and_no_others() -> None:
    town = make_town()
    office = browser(town.office)
    for name in (
        "",
        "noe",
        "/finnes-ikke",
        "/meg",
        f"{ROOT}/tilbud",
        f"{NEW}?a=b",
        "https://eksempel.no" + NEW,
        "\0" + NEW,
    ):
        sent = {"kladd": name, "client_key": new_client_key(), "name": "Tekst"}
        assert office.post("/kladd", sent).status_code == 404, name
    assert drafts(town) == 0
    write(office, name="Tekst")
    assert drafts(town) == 1
