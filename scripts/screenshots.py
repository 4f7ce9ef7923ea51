"""Pictures of every page that each role can reach by links: var/screenshots/<role>/<page>-<width>.png."""

import sys
import tempfile
from collections import deque
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser import ROOT, chromium, screenshot, scrolls_sideways, visit
from tests.server import example_site

ROLES = [
    "leder",
    "enhetsleder",
    "budsjettansvarlig",
    "utviklingskontoret",
    "leverandor",
    "coach",
    "fasilitator",
    "tillitsvalgt",
    "politiker",
    "it",
    "personvernombud",
]
WIDTHS = (1280, 360)
PAGES_PER_ROLE = 60
DOWNLOADS = (".ics", ".xlsx", ".csv", ".pdf", ".docx", ".json")


def paths_on(page: Page) -> list[str]:
    """Addresses of this site that the page links to, without query and fragment."""
    hrefs = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    here = urlsplit(page.url).netloc
    paths = [urlsplit(href).path for href in hrefs if urlsplit(href).netloc == here]
    return [path for path in paths if "/logg-" not in path and not path.endswith(DOWNLOADS)]


def walk(page: Page, folder: Path) -> int:
    """Follow links from the first page, each address of the same shape once, and take pictures of each."""
    queue, seen, taken = deque([urlsplit(page.url).path]), set[str](), 0
    while queue and taken < PAGES_PER_ROLE:
        path = queue.popleft()
        # Random keys are what differs between two editions: one of each kind is enough.
        shape = "/".join("*" if len(part) == 22 else part for part in path.split("/"))
        if shape in seen:
            continue
        seen.add(shape)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path)
            name = shape.strip("/").replace("/", "_").replace("*", "x") or "forside"
            screenshot(page, f"{name}-{width}", folder)
            if scrolls_sideways(page):
                print(f"scrolls sideways at {width}: {path}")
        taken += 1
        queue.extend(paths_on(page))
    return taken


def main(languages: list[str]) -> None:
    with tempfile.TemporaryDirectory() as data, example_site(Path(data)) as site, chromium() as browser:
        for language in languages:
            for role in [None, *ROLES]:
                with visit(browser, site.url, role=role, language=language) as page:
                    if role is None:
                        page.goto("/")
                    taken = walk(page, ROOT / "var/screenshots" / language / (role or "gjest"))
                    print(f"{language} {role or 'gjest'}: {taken} pages", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["nb"])
