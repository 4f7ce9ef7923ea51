"""A key's last use is told now and then, and never in the way of reading."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from lederloft.foundation.access.api import find_acting_by_token
from lederloft.foundation.access.models import ApiToken
from lederloft.foundation.clock import api as clock
from tests.domain.makers import make_town
from tests.faces.api.calling import make_key


@pytest.mark.django_db
def test_a_key_used_a_moment_ago_writes_nothing() -> None:
    secret, _key = make_key(make_town().office)
    with clock.frozen_at(clock.now()) as stopped:
        assert find_acting_by_token(secret)
        first = ApiToken.objects.get().last_used_at
        stopped.forward(timedelta(minutes=5))
        with CaptureQueriesContext(connection) as asked:
            assert find_acting_by_token(secret)
        # On SQLite even an UPDATE that finds no row waits for the write lock.
        assert [query["sql"] for query in asked if query["sql"].startswith("UPDATE")] == []
        stopped.forward(timedelta(minutes=6))
        assert find_acting_by_token(secret)
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first + timedelta(minutes=11)


@pytest.mark.django_db(transaction=True)
def test_a_key_opens_though_its_use_cannot_be_noted() -> None:
    secret, _key = make_key(make_town().office)

    def full(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("UPDATE"):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full):
        assert find_acting_by_token(secret)
    assert ApiToken.objects.get().last_used_at is None


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [-1, 1])
def test_a_key_opens_when_the_clock_is_moved_an_hour(hours: int) -> None:
    secret, _key = make_key(make_town().office)
    with clock.frozen_at(clock.now() + timedelta(hours=hours)):
        assert find_acting_by_token(secret)
