"""Going everywhere as somebody: every GET route with given keys, every link met on the way, and files read inside."""

import html
import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.test import Client

from tests.faces.papers.documents.reading import Pdf
from tests.rights.places import Place, read_matrix, routes, words_of
from tests.rights.planting import CANARY, PARTS, SHARED

_LINK = re.compile(r"""(?:href|src|action|hx-get|data-href)="(/[^"#]*)""")
_KEY = re.compile(r"[A-Za-z0-9_-]{22,}")
# Addresses that end the visit, or sign in as somebody else, or are no page of ours.
_NOT_FOLLOWED = ("/logg-ut", "/logg-inn/som", "/static/", "/media/", "/kit")
_MOST_QUERIES = 8  # of one address: sorted and filtered in every way says nothing new
# What is asked for everywhere is the word that stands in front of every canary: the page repeats it.
SEARCH = f"/sok?q={SHARED}"
_IN_TABLE = f"?finn={SHARED}"


@dataclass
class Crawl:
    """Where one has been as whom, and what showed."""

    keys: Set[str] = frozenset()  # public keys that must not show
    allowed: Set[str] = frozenset()  # canaries that may
    visits: int = 0
    leaks: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    reached: set[str] = field(default_factory=set)

    def visit(self, client: Client, who: str, path: str, *, method: str = "GET", **more: Any) -> str:
        """Look at one address; returns its text."""
        answer = client.generic(method, path, **more)
        self.visits += 1
        self.statuses[answer.status_code] += 1
        self.types[str(answer.headers.get("Content-Type", "")).partition(";")[0]] += 1
        if answer.resolver_match and answer.status_code == 200:
            self.reached.add(answer.resolver_match.view_name)
        text = "\n".join(_everything_in(answer))
        for shown in self.found_in(text, asked=path):
            self.leaks.append(f"{method} {path} as {who} ({answer.status_code}): {shown}")
        return text

    def found_in(self, text: str, *, asked: str = "") -> set[str]:
        """Canaries, pieces of them, and keys; not those that the address itself held."""
        low = text.lower()
        shown = set(CANARY.findall(low)) - self.allowed if any(part in low for part in PARTS) else set()
        if self.keys:
            shown |= self.keys.intersection(_KEY.findall(text))
        return {word for word in shown if word not in asked}

    def follow(self, client: Client, who: str, starts: Iterable[str]) -> None:
        """Every start and every link from there on, each once."""
        waiting, seen, queries = deque(dict.fromkeys(starts)), set(), Counter[str]()
        while waiting:
            path = waiting.popleft()
            if path in seen or path.startswith(_NOT_FOLLOWED):
                continue
            seen.add(path)
            bare = path.partition("?")[0]
            queries[bare] += 1
            if queries[bare] > _MOST_QUERIES:
                continue
            text = self.visit(client, who, path, headers={"Accept": "text/html"})
            waiting.extend(html.unescape(link) for link in _LINK.findall(text))
            if "last-ned=" in text and bare == path:  # a table: its links lead to every filter, order and file
                waiting.append(path + _IN_TABLE)


def addresses(place: Place, *, who: str | None, keyed_only: bool = False, method: str = "GET") -> list[str]:
    """The address of every route with that method for somebody of the role, with the place's keys."""
    found = []
    paths = dict(routes())
    for name, row in read_matrix().items():
        may = row.who == {"open"} or (who is not None and (row.who == {"in"} or who in row.who))
        if not may or method not in row.methods or (keyed_only and not words_of(paths[name])):
            continue
        found.append(place.path(name, paths[name]))
    return found


def _everything_in(answer: Any) -> Iterator[str]:
    """Headers, the address one is sent to, and the body; of a file what stands in it."""
    yield from (f"{name}: {value}\n{unquote(str(value))}" for name, value in answer.headers.items())
    yield from (cookie.OutputString() for cookie in answer.cookies.values())
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    yield from read_file(content)


def read_file(content: bytes) -> Iterator[str]:
    """What a reader of the file sees: zips are opened, PDFs read."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            for member in bundle.namelist():
                yield member
                yield from read_file(bundle.read(member))
    elif content.startswith(b"%PDF"):
        yield "\n".join(piece.text for piece in Pdf(content).read())
        yield content.decode("latin-1")
    else:
        yield content.decode("utf-8", "replace")
