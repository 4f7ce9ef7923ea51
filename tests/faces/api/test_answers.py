"""What the answers are made of: their shapes, their language, and how many questions they ask the database."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema_rs import validator_for

from lederloft.domain.participation import api as participation
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import after, at_sign_up, edition_key, make_edition, make_town
from tests.faces.api.calling import in_session, with_key
from tests.faces.api.test_routes import MATRIX, make_world

pytestmark = pytest.mark.django_db

MOST_QUERIES = 16  # who acts: 5 with a session; the route itself: never more than 7


def _described() -> dict[str, Any]:
    answer = Client().get("/api/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for child in node.values():
            yield from _objects(child)
    elif isinstance(node, list):
        for child in node:
            yield from _objects(child)


def test_the_description_is_openapi_and_every_shape_is_closed() -> None:
    described = _described()
    assert described["openapi"].startswith("3.1")
    shapes = list(_objects(described["components"]["schemas"]))
    assert len(shapes) > 15
    for shape in shapes:
        assert shape["additionalProperties"] is False, shape["title"]
        for name, value in shape["properties"].items():
            assert not re.search(r"(^|_)(id|ids|hash|password|secret|token)$", name), (shape["title"], name)
            assert not (name.endswith("key") and "integer" in json.dumps(value)), (shape["title"], name)


def test_nothing_is_fetched_from_elsewhere_and_no_page_is_served() -> None:
    assert "http" not in json.dumps(_described()["paths"])
    for path in ("/api/docs", "/api/", "/api/v1/", "/api/v2/me"):
        answer = Client().get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_every_answer_fits_its_description() -> None:
    """The shapes are closed, so a field outside them fails here too."""
    described, world = _described(), make_world()
    office = in_session(world.town.person(Role.DEVELOPMENT_OFFICE, Role.LEADER, Role.FACILITATOR))
    for route in MATRIX:
        if route.method != "get":
            continue
        name = re.sub(r"{\w+}", "{key}", route.path)
        shape = described["paths"][f"/api/v1{name}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        answer = office.get(world.path(route))
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        whole = {**shape, "components": described["components"]}
        validator_for(whole).validate(answer.json())
        assert not re.search(r'"(id|seat_id|person_id|edition_id)"', answer.content.decode())


@pytest.mark.parametrize(
    ("asked", "language", "words"),
    [("nb", "nb", "Det var ledig plass da du ble meldt på"), ("nn-NO,nn;q=0.9", "nn", ""), ("de", "nb", "Det var")],
)
def test_the_language_is_the_one_asked_for(asked: str, language: str, words: str) -> None:
    town = make_town()
    key = edition_key(town, make_edition(town))
    with at_sign_up():
        caller = with_key(town.person())
        caller.headers["Accept-Language"] = asked
        answer = caller.send("post", f"/editions/{key}/sign-up")
        refused = caller.get("/finnes-ikke")
    assert answer.headers["Content-Language"] == language
    assert words in answer.json()["reason"].replace("\xa0", " ")
    assert refused.headers["Content-Language"] == language


def test_questions_to_the_database_do_not_grow_with_the_rows() -> None:
    world = make_world()
    office = in_session(world.town.person(Role.DEVELOPMENT_OFFICE, Role.LEADER, Role.FACILITATOR))

    def counted() -> dict[str, int]:
        found = {}
        for route in MATRIX:
            if route.method == "get":
                with CaptureQueriesContext(
                    connection,
                ) as queries:
                    assert office.get(world.path(route)).status_code == 200
                found[route.path] = len(queries)
        return found

    before = counted()
    with at_sign_up():
        with world.town.reading():
            edition_id = participation.get_edition_page(world.edition, acting=world.town.office).edition.edition_id
        for number in range(6):
            deliver_a_module.sign_up(edition_id, acting=world.town.person(name=f"Leder {number}").acting)
            make_edition(world.town)
    assert counted() == before
    assert max(before.values()) <= MOST_QUERIES, before


def test_a_part_of_a_list_is_bounded() -> None:
    town = make_town()
    for _number in range(3):
        make_edition(town)
    office = in_session(town.person(Role.DEVELOPMENT_OFFICE))
    first = office.get("/editions", limit=2).json()
    rest = office.get("/editions", limit=2, offset=2).json()
    assert (len(first["items"]), len(rest["items"]), first["total"]) == (2, 1, 3)
    assert not {row["key"] for row in first["items"]} & {row["key"] for row in rest["items"]}
    assert office.get("/editions", offset=1_000_000).json()["items"] == []
    for name, value in (("limit", 201), ("limit", 0), ("limit", "1e999999"), ("offset", -1), ("offset", 10**30)):
        refused = office.get("/editions", **{name: value})
        assert (refused.status_code, refused.json()["field"]) == (422, name)
    assert office.get("/editions", sort="name").json()["code"] == "api.field_unknown"
    assert office.get("/me", account__password__startswith="a").status_code == 422


def test_a_fault_of_ours_is_a_problem_and_says_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(**_told: object) -> None:
        raise ZeroDivisionError("hemmelig")

    monkeypatch.setattr(participation, "list_my_hours", fails)
    leader = in_session(make_town().person())
    with caplog.at_level(logging.ERROR, "django.request"):
        answer = leader.get("/me/hours")
    assert (answer.status_code, answer.json()["code"]) == (500, "api.broken")
    assert "hemmelig" not in answer.content.decode()
    assert any(record.exc_info for record in caplog.records)


def test_a_database_that_is_gone_asks_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def gone(**_told: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(participation, "list_my_hours", gone)
    answer = in_session(make_town().person()).get("/me/hours")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


def test_hours_and_gatherings_are_the_leader_s_own() -> None:
    town = make_town()
    edition_id = make_edition(town)
    leader, other = town.person(), town.person()
    with at_sign_up():
        deliver_a_module.sign_up(edition_id, acting=leader.acting)
    with clock.frozen_at(after(1)):
        assert in_session(leader).get("/me/gatherings").json()["total"] == 2
        assert in_session(leader).get("/me/gatherings", is_over="true").json()["total"] == 1
        assert in_session(leader).get("/me/hours").json()["items"][0]["required_minutes"] == 540
        assert in_session(other).get("/me/hours").json()["total"] == 0


def test_participants_come_by_seat_and_then_by_turn_in_the_queue() -> None:
    town = make_town()
    edition_id = make_edition(town, 2)
    with at_sign_up():
        for name in ("Cato", "Berit", "Dina", "Anne"):
            deliver_a_module.sign_up(edition_id, acting=town.person(name=name).acting)
    office = in_session(town.person(Role.DEVELOPMENT_OFFICE))
    found = office.get(f"/editions/{edition_key(town, edition_id)}/participants").json()
    assert [(row["name"], row["seat_number"], row["queue_position"]) for row in found["items"]] == [
        ("Cato", 1, None),
        ("Berit", 2, None),
        ("Dina", None, 1),
        ("Anne", None, 2),
    ]
