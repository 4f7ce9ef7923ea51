"""The show page in Chromium: no violation at any width in either scheme, and the small helps do what they say."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from django.urls import include, path
from playwright.sync_api import Browser, Page, expect

from lederloft.faces.web.kit.gallery_urls import urlpatterns as gallery
from tests.browser import scrolls_sideways, violations, visit

pytestmark = pytest.mark.browser

WIDTHS = (1280, 768, 360, 320)
SHOWN = [f"/kit{one.pattern}" for one in gallery if "<" not in str(one.pattern)] + ["/kit/skjema?feil", "/kit/feil/404"]


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the base class's name
        pass


class Urls:
    urlpatterns = [path("kit", include("lederloft.faces.web.kit.gallery_urls"))]


@contextmanager
def serving() -> Iterator[str]:
    """The show page alone, without sessions or databases."""
    with (
        override_settings(
            ROOT_URLCONF=Urls,
            DEBUG=False,
            MIDDLEWARE=["csp.middleware.CSPMiddleware", "django.contrib.messages.middleware.MessageMiddleware"],
            MESSAGE_STORAGE="django.contrib.messages.storage.cookie.CookieStorage",
        ),
        make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), Threads, Quiet) as server,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", SHOWN)
def test_no_violation_and_nothing_too_wide(chromium: Browser, origin: str, address: str, scheme: str) -> None:
    with visit(chromium, origin, dark=scheme == "dark") as page:
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert not scrolls_sideways(page), width
            assert violations(page) == []


@pytest.mark.parametrize("address", ["/kit", "/kit/skjema?feil", "/kit/deler"])
def test_twice_as_large_text_fits(chromium: Browser, origin: str, address: str) -> None:
    with visit(chromium, origin) as page:
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not scrolls_sideways(page)


def test_open_menus_and_dialogs_have_no_violation(chromium: Browser, origin: str) -> None:
    with visit(chromium, origin) as page:
        page.goto("/kit/deler")
        for summary in ("summary:has(.ll-initials)", ".ll-switch > summary", ".ll-scheme > summary"):
            page.click(summary)
            assert violations(page) == []
        page.click("[data-opens]")
        assert page.locator("dialog[open]").count() == 1
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
        assert violations(page) == []
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.dataset.opens") == "dialog"


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def test_keys_find_the_search_and_close_the_menu(chromium: Browser, origin: str) -> None:
    with visit(chromium, origin) as page:
        page.goto("/kit")
        page.keyboard.press("Control+k")
        assert focused(page) == "sok-oppe"
        page.click(".ll-switch > summary")
        assert page.locator(".ll-switch[open]").count() == 1
        page.keyboard.press("Escape")
        assert page.locator(".ll-switch[open]").count() == 0
        page.click(".ll-switch > summary")
        page.mouse.click(700, 600)
        assert page.locator(".ll-switch[open]").count() == 0


def test_the_skip_link_comes_first_and_leads_to_the_content(chromium: Browser, origin: str) -> None:
    with visit(chromium, origin) as page:
        page.goto("/kit")
        page.keyboard.press("Tab")
        assert "ds-skip-link" in focused(page)
        page.keyboard.press("Enter")
        assert focused(page) == "innhold"


def test_focus_moves_to_the_errors_and_from_there_to_the_field(chromium: Browser, origin: str) -> None:
    with visit(chromium, origin) as page:
        page.goto("/kit/skjema?feil")
        expect(page.locator("#feil")).to_be_focused()
        page.click("a[href='#id_place']")
        assert focused(page) == "id_place"


def test_the_bulk_bar_counts_and_clears(chromium: Browser, origin: str) -> None:
    with visit(chromium, origin) as page:
        page.goto("/kit/tabell")
        bar = page.locator(".ll-bulk")
        assert bar.locator("[data-kit=count]").inner_text() == "2 valgt"
        page.check("input[name=valgt][value=p1]")
        assert bar.locator("[data-kit=count]").inner_text() == "3 valgt"
        page.click("[data-kit=pick-none]")
        assert bar.is_hidden()
        page.check("[data-kit=pick-all]")
        assert bar.locator("[data-kit=count]").inner_text() == "5 valgt"


def test_a_filter_changes_the_table_alone_and_keeps_the_focus(chromium: Browser, origin: str) -> None:
    with visit(chromium, origin) as page:
        page.goto("/kit/tabell")
        page.evaluate("window.still = true")
        page.focus("#tabell-deltakere-filter-hjelp")
        page.keyboard.press("Enter")
        expect(page.locator("tbody tr")).to_have_count(3)
        assert page.evaluate("window.still")
        assert page.url.endswith("?filter=hjelp")
        expect(page.locator("#tabell-deltakere-filter-hjelp")).to_be_focused()
        page.click("#tabell-deltakere-sorter-navn")
        expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
        expect(page.locator("#tabell-deltakere-sorter-navn")).to_be_focused()
        assert page.locator(".ll-bulk [data-kit=count]").inner_text() == "2 valgt"
        assert violations(page) == []
        page.go_back()
        expect(page.locator("th[aria-sort]")).to_have_count(0)


def test_a_second_press_sends_nothing(chromium: Browser, origin: str) -> None:
    sent: list[str] = []
    with visit(chromium, origin) as page:
        page.goto("/kit/utgave")
        page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        page.route("**/kit/utgave", lambda route: route.fulfill(status=204))
        page.evaluate(
            "document.addEventListener('submit', () => { window.presses = (window.presses || 0) + 1; }, true)"
        )
        page.click("text=Meld meg på", no_wait_after=True)
        page.evaluate("document.querySelector('.ll-panel--loud form').requestSubmit()")
        page.wait_for_timeout(100)
        assert page.evaluate("window.presses") == 2
        assert len(sent) == 1


def test_a_draft_is_kept_after_the_last_key(chromium: Browser, origin: str) -> None:
    with visit(chromium, origin) as page:
        page.route("**/kladd", lambda route: route.fulfill(json={"melding": "Utkastet er lagret kl. 11.02."}))
        page.goto("/kit/skjema")
        with page.expect_request("**/kladd") as asked:
            page.fill("#id_place", "Rådhuset")
        assert "Rådhuset" in (asked.value.post_data or "")
        expect(page.locator(".ll-draft")).to_contain_text("11.02")


def test_the_colour_scheme_shows_at_once(chromium: Browser, origin: str) -> None:
    with visit(chromium, origin) as page:
        page.route("**/utseende", lambda route: route.fulfill(status=204))
        page.goto("/kit")
        page.click(".ll-scheme > summary")
        page.click("button[name=scheme][value=dark]", no_wait_after=True)
        assert page.evaluate("document.documentElement.dataset.colorScheme") == "dark"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(24, 24, 23)"


def test_without_script_everything_is_there(chromium: Browser, origin: str) -> None:
    with visit(chromium, origin, javascript=False) as page:
        page.goto("/kit/tabell")
        assert page.locator(".ll-bulk").is_visible()
        page.click(".ll-chip >> text=Trenger hjelp")
        assert "filter=hjelp" in page.url
        page.goto("/kit/skjema?feil")
        assert page.locator(".ds-error-summary a").count() == 6
        page.click("summary:has(.ll-initials)")
        assert page.locator("text=Logg ut").is_visible()


def test_high_contrast_and_print_keep_the_words(chromium: Browser, origin: str, tmp_path: Path) -> None:
    with visit(chromium, origin) as page:
        page.emulate_media(forced_colors="active")
        page.goto("/kit/krav")
        assert violations(page) == []
        page.emulate_media(media="print", forced_colors="none")
        assert page.locator(".ll-search").is_hidden()
        assert page.locator("th >> text=Alle samlinger i Røros").is_visible()
