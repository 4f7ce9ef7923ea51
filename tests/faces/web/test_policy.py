"""The content security policy stands on every answer, errors included, and lets nothing inline and nobody else in."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import time

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from lederloft.faces.web.entrance.middleware import EntranceMiddleware
from lederloft.faces.web.entrance.sign_in_pages import SignIn
from lederloft.foundation.clock import api as clock
from tests.domain.makers import OPENS_ON
from tests.faces.web.browsing import with_key
from tests.rights.test_matrix import Place, make_place, read_matrix, routes
from tests.server import Server

databases = pytest.mark.django_db(databases=["default", "answers", "buffer"])
OURS = {"'none'", "'self'"}


def faults_of(policy: str | None) -> list[str]:
    """What is wrong with a policy; a missing one is all wrong."""
    if not policy:
        return ["no policy"]
    told = dict(_directive(words) for words in policy.split(";") if words.strip())
    found = [] if told.get("default-src") == {"'none'"} else ["default-src isn't 'none'"]
    for name, sources in told.items():
        # The design system's own style sheet masks with data URLs; a picture of that kind runs nothing.
        allowed = OURS | ({"data:"} if name == "img-src" else set())
        found += [f"{name} lets {source} in" for source in sorted(sources - allowed)]
    return found


def _directive(words: str) -> tuple[str, set[str]]:
    name, *sources = words.split()
    return name, set(sources)


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "script-src 'self'",
        "default-src 'none'; script-src 'self' 'unsafe-inline'",
        "default-src 'none'; style-src 'unsafe-hashes'",
        "default-src 'none'; script-src 'unsafe-eval'",
        "default-src 'none'; img-src https:",
        "default-src 'none'; script-src data:",
        "default-src 'none'; connect-src https://elsewhere.example",
    ],
)
def test_a_loose_policy_is_found(policy: str) -> None:
    assert faults_of(policy)


@pytest.fixture
def place() -> Iterator[Place]:
    with clock.frozen_at(clock.local(OPENS_ON, time(12))):
        yield make_place()


def _client(place: Place, who: str | None) -> Client:
    client = Client(raise_request_exception=False)
    if who is not None:
        client.force_login(place.people[who])
    return client


@databases
def test_it_stands_on_every_route_for_every_method(place: Place) -> None:
    paths, statuses, wrong = dict(routes()), set(), []
    strangers, insiders = _client(place, None), {}
    for name, row in read_matrix().items():
        path = place.path(name, paths[name])
        whose = "utviklingskontoret" if row.who & {"open", "in"} else min(row.who)
        insider = insiders.setdefault(whose, _client(place, whose))
        for client in (strangers, insider):
            for method in ("GET", "HEAD", "POST", "PUT"):
                answer = client.generic(method, path, HTTP_ACCEPT="text/html")
                statuses.add(answer.status_code)
                faults = faults_of(answer.headers.get("Content-Security-Policy"))
                faults += ["broke"] if answer.status_code == 500 else []
                wrong += [f"{method} {name}, {answer.status_code}: {fault}" for fault in faults]
    assert not wrong, "\n".join(wrong)
    assert {200, 302, 303, 401, 403, 404, 405, 422} <= statuses, statuses


@databases
def test_it_stands_on_feeds_and_downloads(place: Place) -> None:
    client = _client(place, "leder")
    client.post("/meg/kalender/lag", with_key())
    feed = client.get("/meg/kalender").content.decode().split('value="http://testserver')[1].split('"')[0]
    for path in (feed, "/hva-vi-lagrer/alt-om-meg.json", "/helse", "/api/openapi.json"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert faults_of(answer.headers.get("Content-Security-Policy")) == [], path


def _fails_with(error: type[Exception]) -> Callable[..., HttpResponse]:
    def fail(*args: object, **kwargs: object) -> HttpResponse:
        raise error("planted")

    return fail


def assert_answered(answer: HttpResponse, status: int) -> None:
    assert answer.status_code == status
    assert faults_of(answer.headers.get("Content-Security-Policy")) == []


@databases
def test_it_stands_on_every_kind_of_error(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    assert_answered(client.get("/", HTTP_HOST="annet.example"), 400)
    assert_answered(Client(enforce_csrf_checks=True).post("/logg-inn"), 403)
    assert_answered(client.get("/finnes-ikke"), 404)
    assert_answered(client.get("/api/finnes-ikke"), 404)
    assert_answered(client.post("/tilgjengelighet"), 405)
    monkeypatch.setattr(SignIn, "head", _fails_with(RuntimeError))
    assert_answered(client.get("/logg-inn"), 500)
    monkeypatch.setattr(EntranceMiddleware, "__call__", _fails_with(RuntimeError))
    assert_answered(client.get("/logg-inn"), 500)


@databases
def test_it_stands_when_the_database_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SignIn, "head", _fails_with(OperationalError))
    assert_answered(Client(raise_request_exception=False).get("/logg-inn"), 503)


def test_nobody_answers_before_it() -> None:
    """A redirect to https and a static file are answered by middleware, and go out through this one."""
    before = settings.MIDDLEWARE[: settings.MIDDLEWARE.index("csp.middleware.CSPMiddleware")]
    assert before == ["lederloft.config.out_of_service.OutOfServiceMiddleware"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/static/kit/css/page.css", {}, 200),
        ("/static/kit/js/kit.js", {}, 200),
        ("/static/kit/img/mark.svg", {}, 200),
        ("/static/kit/css/page.css", {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 304),
        ("/static/kit/css/page.css", {"Range": "bytes=0-9"}, 206),
        ("/static/finnes-ikke.css", {}, 404),
        ("/logg-inn", {}, 200),
        ("/", {"Host": "annet.example"}, 400),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_it_stands_on_what_the_server_serves(
    site: Server, path: str, headers: dict[str, str], status: int, method: str
) -> None:
    request = urllib.request.Request(site.url + path, headers=headers, method=method)
    try:
        answer = urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        assert answer.status == status
        assert faults_of(answer.headers["Content-Security-Policy"]) == []
