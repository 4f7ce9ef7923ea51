"""Generated input with a fixed seed: every form of every page, and every parameter of every list."""

import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.db import connection
from django.urls import Resolver404, resolve

from lederloft.faces.web.kit.client_keys import new_client_key
from tests.hostile.payloads import ALL
from tests.hostile.places import browser, crawl, leave, walk
from tests.rights.places import Place, Row, routes, words_of

SEED = 20261128
LONGEST = 5.0
INSIDE = ("Traceback (most recent", "site-packages", "lederloft/faces/", "django.core", "psycopg", "sqlite3.")
FORM = "application/x-www-form-urlencoded"
ACCEPT = {"accept": "text/html"}
LIST_WORDS = ("filter", "finn", "sorter", "side", "last-ned", "visning", "q", "next", "kommune", "fra", "til", "iss")
# What an ORM could be told, were a query handed on as it came.
ORM_WORDS = (
    "_connector",
    "_negated",
    "pk__in",
    "municipality_id",
    "account__password__startswith",
    "name__regex",
    "person__email__contains",
    "id",
    "order_by",
)
SQL = (
    "' OR '1'='1",
    "' OR 1=1 --",
    '" OR ""="',
    "1; DROP TABLE organisation_person",
    "') UNION SELECT password FROM access_account --",
    "%' OR name LIKE '%",
    "\\' OR 1=1 #",
    "1 AND (SELECT 1 FROM pg_sleep(6))",
    "' || (SELECT email FROM access_account) || '",
    "name; --",
    "-navn,-id",
    "navn__isnull",
)


@dataclass
class Tally:
    """What came of it."""

    requests: int = 0
    inputs: int = 0
    keys: int = 0  # addresses with a spoiled key
    filled: set[str] = field(default_factory=set)  # routes whose form was found, on their own page or another
    empty: set[str] = field(default_factory=set)  # routes that were sent nothing but chance
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    def note(self, what: str, answer: Any, took: float) -> None:
        """One answer."""
        self.requests += 1
        self.slowest = max(self.slowest, took)
        self.statuses[answer.status_code] = self.statuses.get(answer.status_code, 0) + 1
        if answer.status_code >= 500 or took > LONGEST:
            self.faults.append(f"{what}: {answer.status_code} after {took:.1f} s")
        kind = answer.headers.get("Content-Type", "")
        if not answer.streaming and kind.startswith(("text/html", "application/json", "application/problem")):
            text = answer.content.decode("utf-8", "replace")
            self.faults += [f"{what}: «{word}» is shown" for word in INSIDE if word in text]


def timed(send: Callable[[], Any]) -> tuple[Any, float]:
    """The answer and its seconds. When it was late: those of our own work and the database's, since the machine may
    have been busy with others."""
    waited = 0.0

    def wait(execute: Callable[..., Any], *told: Any) -> Any:
        nonlocal waited
        began = time.perf_counter()
        try:
            return execute(*told)
        finally:
            waited += time.perf_counter() - began

    worked, began = time.process_time(), time.perf_counter()
    with connection.execute_wrapper(wait):
        answer = send()
    took = time.perf_counter() - began
    return answer, took if took <= LONGEST else time.process_time() - worked + waited


class FormReader(HTMLParser):
    """The fields of every form on a page that posts, with what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._is_open = False
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self._is_open = (told.get("method") or "").lower() == "post"
            if self._is_open:
                self.forms.append((told.get("action") or "", {}))
        if not self._is_open:
            return
        fields, name = self.forms[-1][1], told.get("name") or ""
        if tag in {"input", "textarea", "button"} and name:
            if told.get("type") in {"radio", "checkbox"} and "checked" not in told and name in fields:
                return
            fields[name] = told.get("value") or ""
        elif tag == "select":
            self._select = name
            fields[name] = ""
        elif tag == "option" and self._select and ("selected" in told or not fields[self._select]):
            fields[self._select] = told.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_open = False
        elif tag == "select":
            self._select = ""


def generated(source: random.Random) -> str:
    """One hostile value: from the list, or letters from anywhere in Unicode, or a spoiled good one."""
    how = source.randrange(10)
    if how < 6:
        return source.choice(ALL)
    if how < 8:
        length = source.choice((1, 3, 20, 200))
        return "".join(chr(source.choice((source.randrange(0x250), source.randrange(0x110000)))) for _ in range(length))
    if how == 8:
        return source.choice(ALL) + source.choice(ALL)
    return str(source.choice((-1, 0, 1, 2**31, 2**63, 2**64, 10**30, 0.1)))


def spoiled(source: random.Random, fields: dict[str, str]) -> tuple[dict[str, str], int]:
    """The form with some of its fields hostile, sometimes one taken out and one nobody asked for. And how many."""
    told = {**fields, "client_key": new_client_key()}
    told.pop("csrfmiddlewaretoken", None)
    names = [name for name in told if name != "client_key"] or ["client_key"]
    chosen = source.sample(names, k=min(len(names), source.choice((1, 2, 4, len(names), len(names)))))
    told |= {name: generated(source) for name in chosen}
    if source.random() < 0.2:
        told[source.choice(("id", "municipality_id", "__proto__", "is_staff", "roles"))] = generated(source)
    if source.random() < 0.1:
        told.pop(source.choice(names), None)
    if source.random() < 0.05:
        told["client_key"] = generated(source)
    return told, len(chosen)


def encoded(told: dict[str, str], source: random.Random) -> tuple[bytes, str]:
    """As a browser sends it; now and then as something else."""
    body = urlencode(told, errors="surrogatepass").encode()
    how = source.random()
    if how < 0.9:
        return body, FORM
    if how < 0.94:
        return body, source.choice(("text/plain", "application/json", "multipart/form-data", "x" * 300, ""))
    if how < 0.97:
        return body[: len(body) // 2] + b"\xff\xfe%zz&&&=", FORM
    part = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{told[name]}\r\n' for name in told)
    return (part + source.choice(("--x--", "--x", ""))).encode(
        "utf-8", "surrogatepass"
    ), "multipart/form-data; boundary=x"


def standing_forms(place: Place) -> dict[str, list[dict[str, str]]]:
    """Route → the forms that lead there, wherever they stand: a button's page is another than its route."""
    found: dict[str, list[dict[str, str]]] = {}
    for visit in crawl(place):
        if not visit.kind.startswith("text/html"):
            continue
        reader = FormReader()
        reader.feed(visit.text)
        for action, fields in reader.forms:
            try:
                name = resolve(urlsplit(action or visit.path).path).view_name
            except Resolver404:
                continue
            found.setdefault(name, []).append(fields)
    return found


def with_spoiled_key(place: Place, row: Row, source: random.Random) -> str:
    """The route's address with one of its keys hostile; empty for a route without."""
    pattern = dict(routes())[row.name]
    words = words_of(pattern)
    if not words:
        return ""
    told = {word: place.key(row.name, pattern, word) for word in words}
    told[source.choice(words)] = generated(source)[:2_000]
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda m: quote(told[m[1]], safe="", errors="surrogatepass"), pattern)


def post_forms(place: Place, tally: Tally, source: random.Random, *, each: int) -> None:
    """Every form of every page that posts, as the role that reaches it, and once where its key is spoiled. Whatever
    succeeds is undone after each page."""
    standing = standing_forms(place)
    for row, own_path, who in list(walk(place, method="POST")):
        _send("SAVEPOINT before_the_page")
        place.clients.clear()
        forms = standing.get(row.name, [{}])
        (tally.filled if row.name in standing else tally.empty).add(row.name)
        astray = with_spoiled_key(place, row, source)
        tally.keys += bool(astray)
        for number, path in enumerate([own_path] * each + [astray] * bool(astray)):
            told, count = spoiled(source, forms[number % len(forms)])
            body, kind = encoded(told, source)
            client = browser(place, who)
            answer, took = timed(partial(client.generic, "POST", path, body, content_type=kind, headers=ACCEPT))
            tally.inputs += count
            tally.note(f"POST {row.name} as {who} {body[:300]!r}", answer, took)
            leave(place, who, own_path)
        _send("ROLLBACK TO SAVEPOINT before_the_page")
    place.clients.clear()


def _send(words: str) -> None:
    """By hand: an act is its own outermost block, which stands inside a test's and inside no other."""
    with connection.cursor() as cursor:
        cursor.execute(words)


def queries(source: random.Random, each: int) -> Iterator[tuple[str, int]]:
    """Parameters as somebody writes them in the address."""
    for _number in range(each):
        words = source.sample((*LIST_WORDS, *ORM_WORDS), k=source.choice((1, 4, 8, 12)))
        told = [(word, source.choice((*SQL, generated(source), generated(source)))) for word in words]
        yield "?" + urlencode(told, errors="surrogatepass")[:60_000], len(told)


def ask_lists(place: Place, tally: Tally, source: random.Random, *, each: int) -> None:
    """Every page with hostile parameters, and with a hostile key where its address takes one."""
    for row, path, who in list(walk(place)):
        astray = with_spoiled_key(place, row, source)
        tally.keys += bool(astray)
        asked = [(path + query, count) for query, count in queries(source, each)] + [(astray, 1)] * bool(astray)
        for query, count in asked:
            answer, took = timed(partial(browser(place, who).get, query, headers=ACCEPT))
            tally.inputs += count
            tally.note(f"GET {row.name} as {who} {query[:300]}", answer, took)
            leave(place, who, path)
