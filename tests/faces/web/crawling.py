"""Which pages there are, whose they are, and a walk through a room by its links that finds an address for each."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page, Response

from tests.rights.test_matrix import read_matrix, routes

STRANGER = "gjest"
WIDEST = "utviklingskontoret"
MOST_OF_A_KIND = 5
KEY = re.compile(r"[A-Za-z0-9_-]{22}")

# GET routes that the walk doesn't look at, and why. It must find a page for every other one of the matrix.
NO_PAGE = {
    "home": "leads to the first room or to the door",
    "openid_connect_callback": "leads on, or refuses with the common page",
    "connect_oidc_start": "leads to the sign-in service",
    "sign_in_as": "leads into a room; examples only",
    "health": "JSON",
    "calendar_feed": "a calendar",
    "download": "a file",
    "logo": "a picture",
    "data_protection:own_data": "a file",
    "development_office:participant_list_pdf": "a file",
    "development_office:participant_list_docx": "a file",
    "mfa_authenticate": "waits for a password: test_the_code_after_the_password",
    "set_up": "tests/faces/web/entrance/test_set_up_in_the_browser.py, on an empty installation",
    "set_up_link": "as set_up",
    "set_up_step": "as set_up",
    "set_up_done": "as set_up",
}
NO_PAGE_UNDER = {"api": "JSON"}


def pages() -> dict[str, str]:
    """The widest role that has each page."""
    found = {}
    for name, row in read_matrix().items():
        if "GET" not in row.methods or name in NO_PAGE or name.split(":")[0] in NO_PAGE_UNDER:
            continue
        if row.who == {"open"}:
            found[name] = STRANGER
        elif row.who == {"in"} or WIDEST in row.who:
            found[name] = WIDEST
        else:
            found[name] = next(who for who in ("fasilitator", "enhetsleder", *sorted(row.who)) if who in row.who)
    return found


PAGES = pages()
PATTERNS = dict(routes())
STATIC_PART = {name: pattern.split("<")[0] for name, pattern in PATTERNS.items()}


def has_key(name: str) -> bool:
    return "<" in PATTERNS[name]


@cache
def route_of(path: str) -> str:
    """The name of the route an address leads to; empty when it leads nowhere."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


@dataclass
class Walk:
    """Follows links from where the page stands. `wanted` are the routes to be seen; others are only passed through."""

    page: Page
    wanted: set[str]
    known: Iterable[str] = ()  # addresses that no page links to
    seen: dict[str, str] = field(default_factory=dict)  # route → address
    paths: set[str] = field(default_factory=set)

    def __iter__(self) -> "Walk":
        self._queue = deque([urlsplit(self.page.url).path, *self.known])
        self.paths.update(self._queue)
        self._tried = set[str]()
        self._with_query: dict[str, str] = {}
        return self

    def __next__(self) -> str:
        """Go to the next page of a route not yet seen; returns the route's name."""
        while True:
            path, again = self._next_path()
            name = route_of(path.split("?")[0])
            if name not in PAGES or (name in self.seen and not again):
                continue
            answer = self.page.goto(path)
            if not _is_page(answer) or urlsplit(self.page.url).path != path.split("?")[0]:
                continue
            self._gather()
            if name in self.seen:
                continue
            self.seen[name] = path
            if name in self.wanted:
                return name

    def _next_path(self) -> tuple[str, bool]:
        """First one address of each route; then, while some are missing, other objects' pages, and addresses made up
        from keys of the same kind."""
        if self._queue:
            return self._queue.popleft(), False
        if self.wanted <= set(self.seen):
            raise StopIteration
        for path in chain(self._built(), self._others()):
            if path not in self._tried:
                self._tried.add(path)
                return path, True
        raise StopIteration

    def _gather(self) -> None:
        here = urlsplit(self.page.url).netloc
        for href in self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            link = urlsplit(href)
            if link.netloc == here and link.query:
                self._with_query.setdefault(route_of(link.path), f"{link.path}?{link.query}")
            if link.netloc == here and link.path not in self.paths:
                self.paths.add(link.path)
                self._queue.append(link.path)

    def _others(self) -> Iterable[str]:
        """A few more addresses of each route: what one edition lacks, another has."""
        by_route: dict[str, list[str]] = {}
        for path in sorted(self.paths):
            by_route.setdefault(route_of(path), []).append(path)
        pages = [paths for name, paths in by_route.items() if name in PAGES]
        for turn in range(MOST_OF_A_KIND):
            yield from (paths[turn] for paths in pages if turn < len(paths))

    def _built(self) -> Iterable[str]:
        """Addresses for the routes that no link led to, with keys of the same kind from those that were."""
        for name in sorted(self.wanted - set(self.seen)):
            words = PATTERNS[name].count("<")
            stem = "/" + STATIC_PART[name]
            if not words:
                yield self._with_query.get(name, stem)
            for path in sorted(self.paths):
                if words == 1 and path.startswith(stem) and KEY.match(path.removeprefix(stem)):
                    key = path.removeprefix(stem)[:22]
                    yield stem + key + PATTERNS[name].split(">")[-1]


def _is_page(answer: Response | None) -> bool:
    return answer is not None and answer.status == 200 and "text/html" in answer.headers.get("content-type", "")
