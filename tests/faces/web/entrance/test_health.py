"""/helse: a flood of questions costs the databases one look, whether they answer or not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from lederloft.foundation.clock.api import forget_recent

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
