"""The show page and the error pages, drawn without a server: nothing inline, nothing hostile, everything there."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import URLPattern

from lederloft.faces.web.kit import gallery
from lederloft.faces.web.kit.chrome import Action, Chrome, Contact, Crumb, Fact, Head, Language, Place
from lederloft.faces.web.kit.error_pages import ERROR_PAGES, error_page
from lederloft.faces.web.kit.gallery_urls import urlpatterns
from lederloft.faces.web.kit.icons import UnknownIcon, icon
from lederloft.faces.web.kit.status import STATUSES, VERDICTS, status_html

EVIL = '"><script>alert(1)</script>'


def request(path: str, query: str = "") -> HttpRequest:
    made = RequestFactory().get(f"/kit{path}?{query}")
    made.session = SessionStore()
    made._messages = FallbackStorage(made)
    return made


def shown(path: str, query: str = "") -> str:
    pattern: URLPattern = next(one for one in urlpatterns if str(one.pattern) == path)
    answer: HttpResponse = pattern.callback(request(path, query))
    assert answer.status_code == 200
    return answer.content.decode()


PATHS = [str(one.pattern) for one in urlpatterns if "<" not in str(one.pattern)]


class Shape(HTMLParser):
    """Open tags, ids and headings, to see that a page is whole."""

    VOID = {"meta", "link", "input", "br", "img", "rect", "path", "circle"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.references: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        for name in ("aria-labelledby", "aria-describedby", "for"):
            self.references += (given.get(name) or "").split()
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if (
            tag == "style"
            or (tag == "script" and not given.get("src"))
            or any(name == "style" or name.startswith("on") for name in given)
        ):
            self.inline.append(f"{tag} {attrs}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("query", ["", "feil", "utseende=dark"])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_whole(path: str, query: str) -> None:
    shape = Shape()
    shape.feed(shown(path, query))
    assert shape.open == []
    assert shape.inline == []
    assert len(shape.ids) == len(set(shape.ids))
    assert set(shape.references) <= set(shape.ids)
    assert shape.headings.count(1) == 1
    assert shape.headings[0] == 1


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_the_skeleton(path: str) -> None:
    html = shown(path)
    for needed in (
        'href="#innhold"',
        '<main id="innhold" tabindex="-1">',
        'role="search"',
        'name="q"',
        'role="status"',
        "Hvem spør jeg?",
        "Hva vi lagrer om deg",
        "Tilgjengelighet",
        'name="language" value="nn"',
        'name="scheme" value="dark"',
        '<html lang="nb" data-color-scheme="auto">',
    ):
        assert needed in html
    assert html.count('aria-current="page"') >= 1 or "aria-current" in html


def test_hostile_names_stay_words_in_every_part_of_the_skeleton() -> None:
    chrome = Chrome(
        EVIL,
        room=EVIL,
        rooms=(Place(EVIL, EVIL), Place("b", EVIL)),
        places=(Place(EVIL, EVIL, is_current=True),),
        person_name=EVIL,
        initials=EVIL,
        contact=Contact(EVIL, EVIL, EVIL, EVIL),
        language=EVIL,
        languages=(Language(EVIL, EVIL), Language("nn", EVIL)),
        path=EVIL,
        search_query=EVIL,
        home_url=EVIL,
        news_url=EVIL,
    )
    head = Head(
        EVIL,
        EVIL,
        crumbs=(Crumb(EVIL, EVIL), Crumb(EVIL)),
        action=Action(EVIL, EVIL),
        facts=(Fact("Clock", EVIL),),
        links=(Place(EVIL, EVIL),),
    )
    html = render_to_string("kit/page.html", {"chrome": chrome, "head": head}, request("/"))
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;") > 15
    shape = Shape()
    shape.feed(html)
    assert shape.inline == []


@pytest.mark.parametrize("status", sorted(ERROR_PAGES))
def test_an_error_page_says_what_to_do(status: int) -> None:
    answer = error_page(None, status)
    html = answer.content.decode()
    assert answer.status_code == status
    assert answer["Cache-Control"] == "no-store"
    assert str(ERROR_PAGES[status].remedy) in html
    assert f"Feil {status}" in html
    assert 'role="search"' not in html
    shape = Shape()
    shape.feed(html)
    assert shape.inline == []
    assert ("Retry-After" in answer) == (status in (429, 503))


def test_the_gallery_can_show_each_error_page() -> None:
    assert gallery.error(request("/feil/503"), 503).status_code == 503
    assert gallery.error(request("/feil/299"), 299).status_code == 404


@pytest.mark.parametrize("kind", STATUSES)
def test_a_status_is_a_shape_and_a_word(kind: str) -> None:
    html = status_html(kind)
    assert 'aria-hidden="true"' in html
    assert str(STATUSES[kind].word) in html


def test_verdicts_differ_in_shape_and_not_only_in_colour() -> None:
    assert len({STATUSES[kind].icon for kind in VERDICTS}) == len(VERDICTS)


@pytest.mark.parametrize("name", ["../../../etc/passwd", "clock", "Finnes", "", "Clock.svg", "A/B"])
def test_only_icons_of_the_package_are_read(name: str) -> None:
    with pytest.raises(UnknownIcon):
        icon(name)


def test_the_error_form_gives_back_all_input() -> None:
    html = shown("/skjema", "feil")
    for kept in ('value="31. april 2024"', 'value="13.00"', 'value="9.00"', 'value="tusen"'):
        assert kept in html


def test_a_download_from_the_show_page() -> None:
    answer = gallery.participants(request("/tabell", "last-ned=csv"))
    assert answer["Content-Type"].startswith("text/csv")
    assert b"'=HYPERLINK" in answer.content
