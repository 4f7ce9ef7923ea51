"""Pictures of every page that each role can reach by links: var/screenshots/<role>/<page>-<width>.png.

With `readme` in place of the languages: the few that README.md shows, small enough to be committed.
"""

import io
import sys
import tempfile
from collections import deque
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page

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


PICTURES = ROOT / "docs/pictures"
MOST_BYTES = 150_000


def picture(page: Page, name: str, *, width: int, height: int, dark: bool = False) -> None:
    """The top of the page, in the 256 colours that cover it best: the rare ones are kept too."""
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if dark else "light")
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    if (size := path.stat().st_size) > MOST_BYTES:
        raise SystemExit(f"{path} is {size} bytes, more than {MOST_BYTES}")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB", flush=True)


def for_readme(browser: Browser, origin: str) -> None:
    """A leader finds a module, signs up and sees what comes next; the office sees the framework as it stands today."""
    with visit(browser, origin, role="leder") as page:
        page.click("article h3 a")
        picture(page, "edition-360", width=360, height=900)
        page.click(".ll-panel--loud button")
        page.goto("/min-utvikling")
        picture(page, "my-development", width=1280, height=1200)
        picture(page, "my-development-360-dark", width=360, height=900, dark=True)
    with visit(browser, origin, role="utviklingskontoret") as page:
        picture(page, "development-office", width=1280, height=1050)


def main(asked: list[str]) -> None:
    with tempfile.TemporaryDirectory() as data, example_site(Path(data)) as site, chromium() as browser:
        if asked == ["readme"]:
            for_readme(browser, site.url)
        else:
            everything(browser, site.url, asked)


def everything(browser: Browser, origin: str, languages: list[str]) -> None:
    """Every page of every role."""
    for language in languages:
        for role in [None, *ROLES]:
            with visit(browser, origin, role=role, language=language) as page:
                if role is None:
                    page.goto("/")
                taken = walk(page, ROOT / "var/screenshots" / language / (role or "gjest"))
                print(f"{language} {role or 'gjest'}: {taken} pages", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["nb"])
