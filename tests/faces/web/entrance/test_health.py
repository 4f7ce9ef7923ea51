"""/helse: a flood of questions costs the databases one look, whether they answer or not."""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from lederloft.foundation.clock.api import Recent, forget_recent
from lederloft.foundation.health import readiness

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])


def test_many_questions_cost_one_look(
    client: Client, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    first = client.get("/helse")
    assert (first.status_code, first.headers["Age"], first.headers["Cache-Control"]) == (200, "0", "no-store")
    with django_assert_num_queries(0):
        for _ in range(20):
            assert client.get("/helse").json() == first.json()


@pytest.mark.parametrize("only", ["", "jobs_queuedjob"], ids=["at once", "in the middle"])
def test_many_questions_cost_one_look_when_the_database_is_gone(client: Client, only: str) -> None:
    asked = 0

    def away(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked
        asked += 1
        if only in sql:
            raise OperationalError("gone")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(away):
        first = client.get("/helse")
        before = asked
        later = [client.get("/helse") for _ in range(20)]
    assert {answer.status_code for answer in (first, *later)} == {503}
    assert first.json()["checks"]["database_default"] == "svarer ikke"
    assert asked == before > 0
    assert later[-1].headers["Retry-After"] == "10"
    forget_recent()
    assert client.get("/helse").status_code == 200


def test_what_hangs_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging, inside, go_on, at = threading.Event(), threading.Event(), threading.Event(), [100.0]

    def look() -> dict[str, str]:
        if hanging.is_set():
            inside.set()
            assert go_on.wait(20)
        return {"database_default": "ok"}

    monkeypatch.setattr(time, "monotonic", lambda: at[0])
    recent = Recent(look, keep=lambda _checks: 3)
    monkeypatch.setattr(readiness, "_RECENT", recent)
    assert client.get("/helse").json()["ready"]
    hanging.set()
    at[0] += 3600  # nobody has asked for an hour: an old answer alone says nothing of the database
    slow = threading.Thread(target=recent.get)
    slow.start()
    assert inside.wait(20)
    assert client.get("/helse").status_code == 200
    at[0] += 16
    answer = client.get("/helse")
    assert (answer.status_code, answer.json()["ready"], answer.json()["checks"]) == (503, False, {})
    assert answer.headers["Retry-After"] == "10"
    go_on.set()
    slow.join(20)
    assert client.get("/helse").status_code == 200
