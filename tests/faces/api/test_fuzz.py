"""Generated calls of every route, with a fixed seed: no answer of ours is a fault, slow, or outside its description."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from schemathesis import CheckContext
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import response_schema_conformance

from lederloft.foundation.acting.values import Role
from tests.domain.makers import at_sign_up
from tests.faces.api.calling import make_key
from tests.faces.api.test_routes import MATRIX, World, make_world

pytestmark = pytest.mark.django_db(databases="__all__")

LONGEST = 5.0
EXAMPLES = hypothesis.settings().max_examples // 2  # 25; in `make prove` 1 000


@pytest.fixture(autouse=True)
def _the_test_keeps_its_connection() -> Iterator[None]:
    """As Django's own test client does: the end of a request doesn't end the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@dataclass
class Tally:
    """What came of it."""

    calls: int = 0
    slowest: float = 0.0


def no_fault(ctx: CheckContext, response: Response, case: schemathesis.Case) -> bool | None:
    """Neither a fault nor a page where a program expects JSON."""
    assert response.status_code < 500, response.text[:500]
    kind = response.headers["content-type"][0]
    assert kind.startswith(("application/json", "application/problem+json")), kind
    assert response.headers["cache-control"] == ["no-store"]
    return None


def _known_keys(world: World, case: schemathesis.Case, number: int) -> None:
    """Every second call is about something that exists; else every route would stop at 404."""
    if "key" in (case.path_parameters or {}) and number % 2:
        known = {"/editions": world.edition, "/gatherings": world.gathering, "/seats": world.seat}
        case.path_parameters["key"] = next(key for part, key in known.items() if part in case.path)


@pytest.mark.parametrize("role", [Role.DEVELOPMENT_OFFICE, Role.LEADER])
def test_no_generated_call_breaks_anything(role: Role) -> None:
    world, tally = make_world(), Tally()
    with at_sign_up():
        secret, _key = make_key(world.town.person(role).acting)
        described = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
        for found in described.get_all_operations():
            _try_all(found.ok(), world, secret, tally)
    assert tally.calls > len(MATRIX) * EXAMPLES / 3
    assert tally.slowest < LONGEST


def _try_all(operation: Any, world: World, secret: str, tally: Tally) -> None:
    @hypothesis.seed(20240122)
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy())
    def attempt(case: schemathesis.Case) -> None:
        tally.calls += 1
        _known_keys(world, case, tally.calls)
        began = time.perf_counter()
        response = case.call(headers={"Authorization": f"Bearer {secret}"})
        tally.slowest = max(tally.slowest, time.perf_counter() - began)
        case.validate_response(response, checks=[no_fault, response_schema_conformance])

    attempt()
    assert connections["default"].is_usable()


def test_the_fuzz_finds_a_planted_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from lederloft.domain.strategy import api as strategy

    def fails(**_told: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(strategy, "list_offers", fails)
    world = make_world()
    secret, _key = make_key(world.town.person().acting)
    described = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    with pytest.raises((AssertionError, BaseExceptionGroup, schemathesis.errors.SchemathesisError)):
        _try_all(described["/api/v1/offers"]["GET"], world, secret, Tally())
