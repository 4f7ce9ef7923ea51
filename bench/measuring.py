"""Asking floor and page in turn, and what each round cost."""

import itertools
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

from bench.machinery import Site
from bench.rules import Pair

_WARM = 10
_TOKEN = "0123456789abcdefghijklmnopqrstuv"  # a CSRF cookie and the field that answers it


@dataclass
class Asked:
    """What is asked again and again."""

    path: str
    cookie: str
    each: Sequence[str] = ()  # another session for every request
    is_write: bool = False
    status: int = 200

    def __post_init__(self) -> None:
        self._cookies: Iterator[str] = iter(self.each) if self.each else itertools.repeat(self.cookie)

    def next(self) -> tuple[str, str, str, str | None]:
        """Method, path, cookies and body of the next request."""
        cookie = next(self._cookies)
        if not self.is_write:
            return "GET", self.path, cookie, None
        return "POST", self.path, *write_parts(cookie)


def write_parts(cookie: str) -> tuple[str, str]:
    """Cookies and body of a press: token and a fresh client key."""
    body = urlencode({"csrfmiddlewaretoken": _TOKEN, "client_key": str(uuid.uuid4())})
    return f"{cookie}; __Host-csrf={_TOKEN}", body


def in_turn(
    floor: tuple[Site, Asked], ours: tuple[Site, Asked], *, rounds: int, requests: int
) -> tuple[list[Pair], float]:
    """Rounds of floor and page, CPU ms per request each; and the median wall ms of ours."""
    for site, asked in (floor, ours):
        _warm(site, asked)
    pairs, walls = [], []
    for _ in range(rounds):
        cost, _waited = _several(*floor, requests)
        mine, waited = _several(*ours, requests)
        pairs.append(Pair(cost, mine))
        walls += waited
    return pairs, median(walls)


def _warm(site: Site, asked: Asked) -> None:
    """Before the first that counts: a connection for each request, so that every worker has drawn the page."""
    for _ in range(_WARM):
        site.ask(*asked.next())


def _several(site: Site, asked: Asked, requests: int) -> tuple[float, list[float]]:
    connection, waited = site.connect(), []
    before = site.cpu_ms()
    for _ in range(requests):
        method, path, cookie, body = asked.next()
        begun = time.perf_counter()
        answer = site.ask(method, path, cookie, body, connection)
        waited.append((time.perf_counter() - begun) * 1000)
        if answer.status != asked.status:
            raise SystemExit(f"{path} answered {answer.status}, not {asked.status}")
    cost = (site.cpu_ms() - before) / requests
    connection.close()
    return cost, waited
