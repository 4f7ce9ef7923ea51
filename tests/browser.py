"""Chromium as the tests see it: no network but the site under test, no silent script error, axe on every page."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.postgres import ROOT

# Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
HEIGHT = 900


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, driven by playwright."""
    program = shutil.which("chromium")
    assert program, "Chromium is missing: run scripts/setup test"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Faults:
    """What must not happen behind a page's back."""

    foreign: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)

    def listen(self, page: Page, origin: str) -> None:
        def only_ours(request: Request) -> None:
            if not request.url.startswith((origin + "/", "data:", "about:", "blob:")):
                self.foreign.append(request.url)

        def heard(message: ConsoleMessage) -> None:
            # A 4xx answer that a test asks for is not a script error.
            if message.type == "error" and not message.text.startswith("Failed to load resource"):
                self.scripts.append(message.text)

        # Heard, not stopped on the way, which would cost the browser its cache: FLAGS let no name lead anywhere.
        page.context.on("request", only_ours)
        page.on("console", heard)
        page.on("pageerror", lambda error: self.scripts.append(str(error)))

    def found(self) -> list[str]:
        return [f"asked {url}" for url in self.foreign] + [f"script: {text}" for text in self.scripts]


@contextmanager
def visit(
    browser: Browser,
    origin: str,
    *,
    role: str | None = None,
    municipality: str = "stavanger",
    width: int = 1280,
    language: str = "nb",
    javascript: bool = True,
    dark: bool = False,
) -> Iterator[Page]:
    """A page of somebody's own, signed in as `role` if given; fails on foreign requests and script errors."""
    context = browser.new_context(
        base_url=origin,
        viewport={"width": width, "height": HEIGHT},
        locale={"nb": "nb-NO", "nn": "nn-NO"}[language],
        java_script_enabled=javascript,
        color_scheme="dark" if dark else "light",
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": origin}])
    page = context.new_page()
    faults = Faults()
    faults.listen(page, origin)
    try:
        if role:
            page.goto(f"/logg-inn/som/{role}?kommune={quote(municipality)}")
        yield page
        if found := faults.found():
            raise AssertionError("\n".join(found))
    finally:
        context.close()


def violations(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """What axe finds on the page as it stands, one line per offending element; nothing is excluded or disabled.

    `rules` asks for these only: for a page that all rules have seen, at another width or in another scheme.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        # Through the debugger, as the page's own CSP rightly allows no such script.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AXE_TAGS}
    options = json.dumps({"runOnly": only, "resultTypes": ["violations"]} | ({"preload": False} if rules else {}))
    found = page.evaluate(f"async () => (await axe.run(document, {options})).violations")
    return [
        f"{page.url} {rule['id']}: {' '.join(str(part) for part in node['target'])} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than the window, which no page may be."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def screenshot(page: Page, name: str, folder: Path = ROOT / "var/screenshots") -> Path:
    """The whole page as a picture."""
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    return folder / f"{name}.png"
