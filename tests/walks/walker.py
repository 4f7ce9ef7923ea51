"""Somebody at a screen: goes to pages, presses, writes and reads in her own language; every page is looked at."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.urls import resolve
from django.utils.translation import gettext, ngettext, override
from icalendar import Calendar, Event
from playwright.sync_api import Browser, Locator, Page

from lederloft.domain.participation.values import PlaceRule
from tests.browser import screenshot, scrolls_sideways, violations, visit

PASSWORD = "fire tilfeldige ord 7"
# Where pictures of every page go, for whoever wants to see what the walker saw.
PICTURES = os.environ.get("WALK_PICTURES")
_steps = count(1)


@dataclass(frozen=True)
class Way:
    """How a story is walked: in which language, on how wide a screen, with or without script."""

    language: str = "nb"
    width: int = 1280
    javascript: bool = True
    is_measured: bool = False  # by axe, once per kind of page

    def __str__(self) -> str:
        return f"{self.language}-{self.width}" + ("" if self.javascript else "-no-script")

    def words(self, msgid: str, **values: object) -> str:
        """What the screen says for it."""
        with override(self.language):
            return gettext(msgid).format(**values)

    def counted(self, one: str, many: str, n: int, **values: object) -> str:
        """The same where a number decides the form."""
        with override(self.language):
            return ngettext(one, many, n).format(count=n, **values)


class Walker:
    """One person in a browser of her own."""

    def __init__(self, page: Page, way: Way, measured: set[str], *, role: str | None) -> None:
        self.page = page
        self.role = role
        self.email = ""
        self.way = way
        self.measured = measured

    def go(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def press(self, msgid: str, **values: object) -> None:
        """A button or a link on the page, by its words."""
        self.press_words(self.way.words(msgid, **values))

    def press_words(self, words: str) -> None:
        self.follow(self.act(words))

    def follow(self, link: Locator) -> None:
        """Press it, and look at the page it leads to."""
        with self.page.expect_navigation():
            link.click()
        self.look()

    def press_counted(self, one: str, many: str, n: int) -> None:
        """The same where a number decides the form."""
        self.press_words(self.way.counted(one, many, n))

    def act(self, words: str) -> Locator:
        """The first button or link with these words, and after them at most what only a screen reader says."""
        main = self.page.locator("main, .ll-room")
        for after in (r"\s*$", r"\s"):
            name = re.compile(rf"^\s*{re.escape(words)}{after}")
            found = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))
            if found.count():
                return found.first
        raise AssertionError(f"nothing to press says «{words}» on {self.page.url}:\n{self.text()}")

    def write(self, **fields: str) -> None:
        """Fill the fields of the form, by their names."""
        for name, text in fields.items():
            field = self.page.locator(f"main [name={name}]").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=text)
            else:
                field.fill(text)

    def sees(self, msgid: str, **values: object) -> None:
        """These words stand on the page."""
        self.reads(self.way.words(msgid, **values))

    def rule(self, expected: PlaceRule) -> str:
        """The rule that she has her place by, as the page says it."""
        found = self.page.locator("p", has_text=self.way.words("Regelen:")).first.inner_text()
        rule = " ".join(found.replace("\xa0", " ").split()).removeprefix(self.way.words("Regelen:")).strip()
        with override(self.way.language):
            pattern = re.escape(gettext(expected.msgid)).replace(re.escape("{signed_up_at}"), ".+")
        assert re.fullmatch(pattern, rule), rule
        return rule

    def reads(self, words: str) -> None:
        assert words in self.text(), f"«{words}» isn't on {self.page.url}:\n{self.text()}"

    def text(self) -> str:
        """What the page says."""
        return " ".join(self.page.inner_text("body").replace("\xa0", " ").replace("\xad", "").split())

    def look(self) -> None:
        """Nothing is wrong with the page as it stands."""
        page = self.page
        assert page.locator("h1").count() == 1, page.url
        assert page.locator("html").get_attribute("lang") == self.way.language
        assert not scrolls_sideways(page), page.url
        if PICTURES:
            name = f"{next(_steps):03}-{self.kind()}".replace(":", "-")
            screenshot(page, name, Path(PICTURES) / str(self.way))
        if self.way.is_measured and self.kind() not in self.measured:
            self.measured.add(self.kind())
            assert violations(page) == []

    def kind(self) -> str:
        """Which page it is, whatever it is about; with its step in the set-up guide."""
        found = resolve(urlsplit(self.page.url).path)
        return "-".join([found.view_name, *(str(value) for key, value in found.kwargs.items() if key == "slug")])

    def sign_in(self, email: str) -> None:
        """By the door, as everybody."""
        self.email = email
        if not self.page.url.endswith("/logg-inn"):
            self.go("/logg-inn")
        self.write(email=email, password=PASSWORD)
        self.press("Logg inn")

    def come_back(self) -> None:
        """Sign in again: a session doesn't last for months."""
        self.page.context.clear_cookies(name="sessionid")
        if self.role:
            self.go(f"/logg-inn/som/{self.role}?kommune=stavanger")
        else:
            self.sign_in(self.email)

    def make_calendar(self) -> str:
        """The address to subscribe to, made on her own page."""
        self.go("/meg/kalender")
        self.press("Lag adresse")
        address = re.search(r"http\S+/kalender/\S+\.ics", self.page.content())
        assert address, self.text()
        return address.group()


def read_calendar(address: str) -> list[Event]:
    """What a calendar program reads there."""
    with urlopen(address) as answer:
        return Calendar.from_ical(answer.read()).walk("VEVENT")


@contextmanager
def walking(
    browser: Browser, origin: str, way: Way, measured: set[str], *, role: str | None = None
) -> Iterator[Walker]:
    """Somebody with a browser of her own, signed in as the example's person of that role when given."""
    # Mail follows a person's own choice, not her browser's: the example's people make it on the page.
    shown = "nb" if role else way.language
    with visit(browser, origin, role=role, width=way.width, language=shown, javascript=way.javascript) as page:
        if shown != way.language:
            with page.expect_navigation():
                page.get_by_role("button", name="Nynorsk").click()
        yield Walker(page, way, measured, role=role)
