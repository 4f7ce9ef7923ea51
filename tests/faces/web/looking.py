"""What is looked at on every page: axe at three widths in both schemes, and that nothing is wider than a phone."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser import HEIGHT, scrolls_sideways, violations

FULL = [(1280, "light"), (768, "light"), (320, "dark")]
# The other half: only what hangs on colour. Each width's layout was seen above, and a scheme moves nothing.
BRIEF = [(320, "light"), (768, "dark"), (1280, "dark")]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
NARROW, WIDE = (320, "dark"), (1280, "light")


def show(page: Page, width: int, scheme: str) -> None:
    """The same page at another width and in another scheme, without loading it anew."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def unfold(page: Page) -> None:
    """Open everything that can be unfolded and isn't a menu over the page."""
    page.evaluate("document.querySelectorAll('details:not(.ll-menu)').forEach(one => { one.open = true; })")


def faults_at(page: Page, width: int, scheme: str, rules: list[str] | None = None) -> Iterator[str]:
    """What is wrong with the page as it stands, at one width in one scheme."""
    show(page, width, scheme)
    if scrolls_sideways(page):
        yield f"{page.url} scrolls sideways at {width}"
    for found in violations(page, rules=rules):
        yield f"{width} {scheme}: {found}"


def look_over(page: Page) -> list[str]:
    """Everything that is wrong with the page in all six ways of showing it."""
    unfold(page)
    found = [fault for width, scheme in FULL for fault in faults_at(page, width, scheme)]
    found += [fault for width, scheme in BRIEF for fault in faults_at(page, width, scheme, COLOUR_RULES)]
    show(page, *WIDE)
    return found


def glance(page: Page, *ways: tuple[int, str]) -> list[str]:
    """All rules, but not in all six ways: for a page that was looked over with other words in it."""
    unfold(page)
    return [fault for width, scheme in ways for fault in faults_at(page, width, scheme)]
