"""Every page of the product as its widest role: axe at 320, 768 and 1280 px in light and dark, nothing too wide.

The pages come from the matrix of rights, so that a new one is looked at by itself: who has no address for it fails.
Each page of Stavanger is loaded once, everything on it unfolded, and then shown in six ways. All of axe's rules run at
1280 light, 768 light and 320 dark; in the other three ways those that hang on colour, since each width's layout was
seen by then and a scheme moves nothing. Every form is looked at again after it was sent with nothing in it, at 1280
light and 320 dark. What only shows something is looked at in Røros too, at 1280 light, and in a municipality with
nothing in it, at 320 dark.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from lederloft.faces.web.kit.error_pages import ERROR_PAGES
from tests.browser import HEIGHT, scrolls_sideways, violations, visit
from tests.faces.web.crawling import NO_PAGE, PAGES, STRANGER, Walk, has_key
from tests.faces.web.furnishing import EMPTY, PASSWORD, furnish
from tests.faces.web.looking import NARROW, WIDE, glance, look_over, show
from tests.rights.test_matrix import read_matrix
from tests.server import Server

pytestmark = pytest.mark.browser

# (role, the beginning of the routes' names): the development office has half of all pages, so it is shared out.
ROOMS = [
    (STRANGER, ""),
    ("leder", ""),
    ("enhetsleder", ""),
    ("utviklingskontoret", ""),
    ("utviklingskontoret", "development_office:"),
    ("fasilitator", ""),
    ("tillitsvalgt", ""),
    ("it", ""),
    ("personvernombud", ""),
]
# Forms that may be sent with nothing in them: nothing is wrong then.
EMPTY_IS_FINE = {"municipality_accessibility": "no address is an answer: then our own list is shown"}


@pytest.fixture(scope="session")
def furnished(site: Server) -> dict[str, str]:
    """Addresses that no page links to."""
    return furnish(site)


def share(role: str, beginning: str) -> set[str]:
    """The pages that are looked at in this case."""
    mine = {name for name, whose in PAGES.items() if whose == role}
    taken = {b for r, b in ROOMS if r == role and len(b) > len(beginning)}
    return {n for n in mine if n.startswith(beginning) and not any(n.startswith(b) for b in taken)}


def test_every_page_is_somebodys() -> None:
    assert set().union(*(share(role, beginning) for role, beginning in ROOMS)) == set(PAGES)
    assert set(NO_PAGE) <= {name for name, row in read_matrix().items() if "GET" in row.methods}


@pytest.mark.parametrize(("role", "beginning"), ROOMS)
def test_no_violation_and_nothing_too_wide(
    chromium: Browser, site: Server, furnished: dict[str, str], role: str, beginning: str
) -> None:
    wanted, faults = share(role, beginning), list[str]()
    known = [path for name, path in furnished.items() if PAGES.get(name) == role]
    with visit(chromium, site.url, role=None if role == STRANGER else role) as page:
        if role == STRANGER:
            page.goto("/resultater/stavanger")
        walk = Walk(page, wanted, known)
        for name in walk:
            faults += look_over(page)
            faults += on_paper(page)
            faults += [fault for _form in sent_empty(page, name) for fault in glance(page, WIDE, NARROW)]
    assert wanted == set(walk.seen) & wanted, f"no address was found for {sorted(wanted - set(walk.seen))}"
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("municipality", "way"), [("roros", WIDE), (EMPTY, NARROW)])
@pytest.mark.parametrize("role", sorted({role for role, _beginning in ROOMS}))
def test_with_other_words_and_with_none(
    chromium: Browser, site: Server, furnished: dict[str, str], role: str, municipality: str, way: tuple[int, str]
) -> None:
    matrix = read_matrix()
    wanted = {name for name, whose in PAGES.items() if whose == role and matrix[name].methods == {"GET"}}
    with visit(chromium, site.url, role=None if role == STRANGER else role, municipality=municipality) as page:
        if role == STRANGER:
            page.goto(f"/resultater/{municipality}")
        walk = Walk(page, wanted)
        faults = [fault for _name in walk for fault in glance(page, way)]
    unseen = {name for name in wanted - set(walk.seen) if not has_key(name)}
    assert not unseen, f"no address was found for {sorted(unseen)}"
    assert not faults, "\n".join(faults)


def on_paper(page: Page) -> Iterator[str]:
    """The page fits an A4 sheet, and the title is on it."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": HEIGHT})
    if scrolls_sideways(page):
        yield f"{page.url} is wider than the paper"
    if not page.locator("h1").is_visible() or page.locator(".ll-top-acts").is_visible():
        yield f"{page.url} on paper: the title is missing or the search is there"
    page.emulate_media(media="screen")


def sent_empty(page: Page, name: str) -> Iterator[int]:
    """Each form with visible fields, sent with nothing in it: the summary shows and has the focus."""
    forms = page.locator("main form[method=post]:has(input:not([type=hidden]), textarea, select)")
    address = page.url
    for index in range(forms.count()):
        if index:
            page.goto(address)
        form = forms.nth(index)
        form.evaluate(EMPTY_IT)
        with page.expect_navigation():
            form.evaluate("form => form.requestSubmit()")
        if name in EMPTY_IS_FINE:
            continue
        expect(page.locator("#feil"), name).to_be_focused()
        yield index


EMPTY_IT = """form => {
    form.noValidate = true;
    for (const one of form.elements) {
        if (one.type === 'checkbox' || one.type === 'radio') one.checked = false;
        else if (one.tagName === 'SELECT') one.selectedIndex = -1;
        else if (one.type !== 'hidden' && 'value' in one && one.tagName !== 'BUTTON') one.value = '';
    }
}"""


def test_the_code_after_the_password(chromium: Browser, site: Server, furnished: dict[str, str]) -> None:
    with visit(chromium, site.url) as page:
        page.goto("/logg-inn")
        page.fill("input[type=email]", furnished["email"])
        page.fill("input[type=password]", PASSWORD)
        page.click("main button[type=submit]")
        assert page.url.endswith("/logg-inn/kode")
        assert look_over(page) == []
        page.click("main button[type=submit]")
        expect(page.locator("#feil")).to_be_focused()
        assert glance(page, WIDE, NARROW) == []


@pytest.mark.parametrize("path", ["/finnes-ikke", "/drift", *(f"/kit/feil/{status}" for status in ERROR_PAGES)])
def test_error_pages(chromium: Browser, site: Server, path: str) -> None:
    with visit(chromium, site.url, role="leder") as page:
        answer = page.goto(path)
        assert answer
        assert answer.status >= 400
        assert look_over(page) == []


@pytest.mark.parametrize("role", ["leder", "enhetsleder", "utviklingskontoret"])
def test_open_menus(chromium: Browser, site: Server, role: str) -> None:
    with visit(chromium, site.url, role=role) as page:
        for menu in page.locator("details.ll-menu").all():
            for width, scheme in ((1280, "light"), (320, "dark")):
                show(page, width, scheme)
                menu.locator("summary").click()
                assert menu.get_attribute("open") is not None
                assert violations(page) == []
                assert not scrolls_sideways(page)
                page.keyboard.press("Escape")
                assert menu.get_attribute("open") is None
