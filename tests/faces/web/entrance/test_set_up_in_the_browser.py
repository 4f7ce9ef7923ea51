"""The set-up guide in Chromium, on the programs as they run: from the printed link to the administrator's own room."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import visit
from tests.faces.web.entrance.visits import PASSWORD
from tests.faces.web.looking import look_over
from tests.server import Server, Worker
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.browser


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Server]:
    """An installation where nobody can sign in."""
    databases = SqliteFiles(tmp_path)
    databases.create()
    env = databases.env() | {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.local"}
    with Server(env, tmp_path) as server, Worker(env, tmp_path):
        yield server


def printed_link(server: Server) -> str:
    found = re.search(r"(/oppsett/lenke/\S+)", server.log.read_text())
    assert found, "the server prints the link when nobody can sign in"
    return found.group(1)


def looked_at(page: Page, *, javascript: bool) -> None:
    """Nothing wrong with the page at any width, in light or dark."""
    if javascript:
        assert look_over(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_printed_link_to_the_administrators_room(chromium: Browser, empty: Server, javascript: bool) -> None:
    with visit(chromium, empty.url, javascript=javascript) as page:
        page.goto("/")
        assert page.url.endswith("/oppsett")
        looked_at(page, javascript=javascript)
        page.goto(printed_link(empty))
        looked_at(page, javascript=javascript)
        page.click("text=Begynn oppsettet")
        page.click("button:has-text('Lagre og gå til titler')")
        assert page.locator("#feil").is_visible()
        looked_at(page, javascript=javascript)
        page.fill("#id_name", "Vik kommune")
        page.fill("#id_number", "9901")
        page.fill("#id_organisation_number", "958 935 420")
        page.click("label[for=id_level_model_1]")
        page.click("button:has-text('Lagre og gå til titler')")
        looked_at(page, javascript=javascript)
        page.fill("#id_development_office", "HR")
        page.click("button:has-text('Lagre og gå til administrator')")
        looked_at(page, javascript=javascript)
        page.fill("#id_name", "Kari Nordmann")
        page.fill("#id_email", "kari@example.org")
        page.click("button:has-text('Opprett kommunen og inviter')")
        looked_at(page, javascript=javascript)
        page.click("a:has-text('Gå til e-post')")
        page.click("button:has-text('Send en prøve')")
        for _ in range(60):
            if page.locator("text=E-postserveren tok imot prøven").count():
                break
            page.wait_for_timeout(500)
            page.goto("/oppsett/e-post")
        assert page.locator("text=E-postserveren tok imot prøven").count() == 1
        looked_at(page, javascript=javascript)
        page.click("a:has-text('Gå til logo')")
        page.fill("#id_contact_name", "HR-kontoret")
        page.click("button:has-text('Lagre og gå til inviter')")
        page.fill("#id_people", "Ola Hansen ola@example.org\nKari")
        page.click("button:has-text('Send invitasjonene')")
        assert "Linje 2" in page.inner_text("#feil")
        looked_at(page, javascript=javascript)
        page.fill("#id_people", "Ola Hansen ola@example.org")
        page.click("button:has-text('Send invitasjonene')")
        page.click("a:has-text('Gjør oppsettet ferdig')")
        assert page.inner_text("h1") == "Vik kommune er klar"
        looked_at(page, javascript=javascript)
        page.click("a:has-text('Lag kontoen og logg inn')")
        page.fill("input[type=password]", PASSWORD)
        page.click("button:has-text('Lag kontoen')")
        page.fill("input[type=email]", "kari@example.org")
        page.fill("input[type=password]", PASSWORD)
        page.click("main button[type=submit]")
        assert page.url.endswith("/drift")
        assert page.locator("text=Kari Nordmann").count()
