"""Every route for every role: the expected answers are written by hand, and a route that isn't listed fails."""

from collections.abc import Iterator, Set
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern

from lederloft.domain.programmes import api as programmes
from lederloft.faces.api import urls
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import Town, after, at_sign_up, edition_key, gathering_ids, make_edition, make_town
from tests.faces.api.calling import FREE_KEY, Caller, in_session, with_key

pytestmark = pytest.mark.django_db

ALL = frozenset(Role)
OFFICE = {Role.DEVELOPMENT_OFFICE}
READERS = OFFICE | {Role.LEADER, Role.UNIT_HEAD, Role.BUDGET_HOLDER, Role.REPRESENTATIVE, Role.POLITICIAN}
JOINERS = OFFICE | {Role.LEADER, Role.UNIT_HEAD}


@dataclass(frozen=True)
class Route:
    """A route, whom it answers, and what the others get."""

    method: str
    path: str  # {edition}, {gathering}, {seat}
    open_to: Set[Role]
    otherwise: int = 403
    body: str = ""


MATRIX = [
    Route("get", "/me", ALL),
    Route("get", "/me/places", ALL),
    Route("get", "/me/gatherings", ALL),
    Route("get", "/me/hours", ALL),
    Route("get", "/me/assignments", ALL),
    Route("get", "/offers", ALL),
    Route("get", "/editions", ALL),
    Route("get", "/editions/{edition}", READERS, 404),
    Route("get", "/editions/{edition}/participants", OFFICE),
    Route("get", "/gatherings/{gathering}/attendance", OFFICE, 404),
    Route("get", "/numbers", READERS),
    Route("get", "/units", ALL),
    Route("get", "/people", ALL),
    Route("post", "/editions/{edition}/sign-up", JOINERS, 403, "sign-up"),
    Route("put", "/gatherings/{gathering}/attendance", OFFICE, 404, "attendance"),
    Route("post", "/seats/{seat}/give-up", OFFICE, 404, "give-up"),
]
# Who doesn't see the edition at all gets 404 where those who see it get 403.
BLIND = ALL - READERS


@dataclass(frozen=True)
class World:
    """A municipality with an edition, a leader on a seat, and her keys."""

    town: Town
    edition: str
    gathering: str
    seat: str

    def path(self, route: Route) -> str:
        return route.path.format(edition=self.edition, gathering=self.gathering, seat=self.seat)

    def body(self, route: Route) -> dict[str, object] | None:
        return {"entries": [{"seat_key": self.seat, "kind": "full"}]} if route.body == "attendance" else None


def make_world() -> World:
    town = make_town()
    edition_id = make_edition(town)
    with at_sign_up():
        place = deliver_a_module.sign_up(edition_id, acting=town.person(name="Ingrid Vik").acting)
    first = gathering_ids(town, edition_id)[0]
    with town.reading():
        gathering = programmes.find_gathering(first).gathering_key
    return World(town, edition_key(town, edition_id), gathering, place.seat_key)


def call(caller: Caller, route: Route, world: World) -> int:
    moment = clock.frozen_at(after(1)) if route.body == "attendance" else at_sign_up()
    with moment:
        if route.method == "get":
            return int(caller.get(world.path(route)).status_code)
        return int(caller.send(route.method, world.path(route), world.body(route)).status_code)


def expected(route: Route, role: Role) -> int:
    if role in route.open_to:
        return 200
    return 404 if route.body == "sign-up" and role in BLIND else route.otherwise


@pytest.mark.parametrize("role", list(Role))
def test_each_route_answers_its_roles_and_no_other(role: Role) -> None:
    world = make_world()
    caller = in_session(world.town.person(role))
    got = {f"{r.method} {r.path}": call(caller, r, world) for r in MATRIX}
    assert got == {f"{r.method} {r.path}": expected(r, role) for r in MATRIX}


def test_a_key_opens_what_its_owner_may_and_no_more() -> None:
    world = make_world()
    with at_sign_up():
        caller = with_key(world.town.person(Role.BUDGET_HOLDER))
    got = {f"{r.method} {r.path}": call(caller, r, world) for r in MATRIX if r.body != "attendance"}
    assert got == {f"{r.method} {r.path}": expected(r, Role.BUDGET_HOLDER) for r in MATRIX if r.body != "attendance"}


def test_somebody_without_a_role_reads_nothing_of_others() -> None:
    world = make_world()
    caller = in_session(world.town.person(Role.IT))
    assert caller.get("/offers").json()["items"] == []
    assert caller.get("/editions").json()["items"] == []


def _mounted() -> Iterator[tuple[str, str]]:
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        if route.startswith("v1/"):
            yield pattern.name or "", "/" + route.removeprefix("v1/")


def test_every_route_stands_in_the_matrix() -> None:
    described = Client().get("/api/openapi.json").json()["paths"]
    told = {(method, path.removeprefix("/api/v1")) for path, methods in described.items() for method in methods}
    names = {"{edition}": "{key}", "{gathering}": "{key}", "{seat}": "{key}"}
    listed = set()
    for route in MATRIX:
        path = route.path
        for name, key in names.items():
            path = path.replace(name, key)
        listed.add((route.method, path))
    assert told == listed
    mounted = {path.replace("<", "{").replace(">", "}") for _name, path in _mounted()}
    assert mounted == {path for _method, path in listed}


@pytest.mark.parametrize("route", MATRIX, ids=lambda r: f"{r.method} {r.path}")
def test_a_stranger_is_asked_to_sign_in(route: Route) -> None:
    path = route.path.format(edition=FREE_KEY, gathering=FREE_KEY, seat=FREE_KEY)
    answer = getattr(Client(), route.method)("/api/v1" + path, content_type="application/json")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"
    assert set(answer.json()) == {"code", "message", "field"}


@pytest.mark.parametrize("route", [r for r in MATRIX if "{" in r.path], ids=lambda r: f"{r.method} {r.path}")
def test_keys_of_another_municipality_are_as_unknown_as_free_ones(route: Route) -> None:
    world, other = make_world(), make_town()
    office = in_session(other.person(Role.DEVELOPMENT_OFFICE))
    answers = []
    free = World(world.town, FREE_KEY, FREE_KEY, FREE_KEY)
    for there in (world, free):
        with at_sign_up():
            answer = (
                office.get(there.path(route))
                if route.method == "get"
                else office.send(route.method, there.path(route), world.body(route))
            )
        answers.append((answer.status_code, answer.content, answer.headers["Content-Type"]))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_lists_hold_nothing_of_another_municipality() -> None:
    world, other = make_world(), make_town()
    office = in_session(other.person(Role.DEVELOPMENT_OFFICE, name="Kari Annetsted"))
    for route in MATRIX:
        if route.method == "get" and "{" not in route.path:
            text = office.get(route.path).content.decode()
            assert "Ingrid" not in text
            assert world.edition not in text
    assert office.get("/people").json()["total"] == 2


def test_a_leader_sees_herself_and_no_colleague() -> None:
    world = make_world()
    leader = world.town.person(name="Jonas Eide")
    assert [row["name"] for row in in_session(leader).get("/people").json()["items"]] == ["Jonas Eide"]


def test_the_link_to_meet_is_for_those_inside() -> None:
    town = make_town()
    from tests.domain.makers import DAYS, a_gathering

    plan = tuple(a_gathering(on, digital_link="https://example.org/mote") for on in DAYS)
    edition_id = make_edition(town, gatherings=plan)
    key = edition_key(town, edition_id)
    inside, outside = town.person(), town.person()
    with at_sign_up():
        deliver_a_module.sign_up(edition_id, acting=inside.acting)
        shown = in_session(inside).get(f"/editions/{key}").json()["gatherings"][0]["digital_link"]
        hidden = in_session(outside).get(f"/editions/{key}").json()["gatherings"][0]["digital_link"]
    assert (shown, hidden) == ("https://example.org/mote", None)
