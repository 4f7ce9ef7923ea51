"""A prepared question: the text once, the municipality and the arguments each time, and nothing outside a scope."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from lederloft.foundation.access.models import RoleGrant
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import Municipality, NotPrepared, OutsideScope, Window, prepared, scope
from lederloft.foundation.tenancy.prepared import MOST_QUESTIONS, _questions
from lederloft.foundation.trail.models import TrailEntry
from tests.makers import make_account, make_municipality

pytestmark = pytest.mark.django_db

built: list[tuple[int, ...]] = []


@prepared
def granted(limit: int, /, *, role: str, since: date) -> QuerySet[Any, Any]:
    built.append((limit,))
    rows = RoleGrant.objects.filter(role=role, valid_from__gte=since).order_by("id")
    return rows.values_list("account_id", "valid_from", "municipality_id")[:limit]


@prepared
def of_role(*, role: str) -> QuerySet[Any, Any]:
    return RoleGrant.objects.filter(role=role).order_by("id").values_list("account_id")


@prepared
def happened(*, after: datetime) -> QuerySet[Any, Any]:
    return TrailEntry.objects.filter(at__gt=after).values_list("kind", "at")


@prepared
def forgetful(*, role: str) -> QuerySet[Any, Any]:
    return RoleGrant.objects.values_list("id")


@prepared
def nothing(*, role: str = "") -> QuerySet[Any, Any]:
    return RoleGrant.objects.filter(role__in=[]).values_list("id")


@pytest.fixture
def two() -> tuple[Municipality, Municipality]:
    built.clear()
    here, there = make_municipality(), make_municipality()
    for municipality in (here, here, there):
        make_account(municipality, Role.LEADER)
    return here, there


def test_each_municipality_gets_its_own_rows_from_one_text(two: tuple[Municipality, Municipality]) -> None:
    asked: dict[str, Any] = {"role": "leder", "since": date(2019, 1, 1)}
    for municipality, count in zip((*two, *two), (2, 1, 2, 1), strict=True):
        with scope(municipality.id), CaptureQueriesContext(connection) as told:
            rows = granted(10, **asked)
        assert [row[1:] for row in rows] == [(date(2020, 1, 1), municipality.id)] * count
        assert len(told) == 1
    assert len(built) <= 1
    with scope(two[0].id):
        assert granted(10, role="it", since=date(2019, 1, 1)) == []
        assert granted(10, role=Role.LEADER, since=date(2021, 1, 1)) == []
        assert len(granted(1, **asked)) == 1


def test_outside_a_scope_it_refuses_also_when_the_text_is_known(two: tuple[Municipality, Municipality]) -> None:
    with scope(two[0].id):
        assert granted(10, role="leder", since=date(2019, 1, 1))
    with pytest.raises(OutsideScope):
        granted(10, role="leder", since=date(2019, 1, 1))


def test_moments_come_back_as_moments(two: tuple[Municipality, Municipality]) -> None:
    at = clock.now().replace(microsecond=0)
    with scope(two[0].id):
        TrailEntry.objects.create(at=at, kind="x", via="job")
        assert happened(after=at - timedelta(seconds=1)) == [("x", at)]
        assert happened(after=at) == []


def test_an_argument_that_does_not_count_or_is_of_another_kind_is_a_fault(
    two: tuple[Municipality, Municipality],
) -> None:
    with scope(two[0].id):
        with pytest.raises(NotPrepared, match="role doesn't reach the SQL"):
            forgetful(role="leder")
        with pytest.raises(NotPrepared, match="since is no date"):
            granted(10, role="leder", since="2019-01-01")
        assert nothing(role="leder") == []


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[Any, Any]:
    """What is kept, empty at first and put back afterwards."""
    for key in list(_questions):
        monkeypatch.delitem(_questions, key)
    return _questions


def test_a_window_is_filled_in_and_makes_no_text_of_its_own(
    two: tuple[Municipality, Municipality], kept: dict[Any, Any]
) -> None:
    with scope(two[0].id):
        rows = of_role(role="leder")
        assert len(rows) == 2
        for offset in range(3):
            assert of_role(role="leder", window=Window(1, offset=offset)) == rows[offset : offset + 1]
    assert len(kept) == 1


def test_a_thousand_shapes_keep_no_more_than_the_most(
    two: tuple[Municipality, Municipality], kept: dict[Any, Any]
) -> None:
    with scope(two[0].id):
        for limit in range(1, 1001):
            granted(limit, role="leder", since=date(2019, 1, 1))
        assert len(kept) == MOST_QUESTIONS == 300
        built.clear()
        granted(1000, role="leder", since=date(2019, 1, 1))  # the newest stands, the oldest is gone
        assert built == []
        granted(1, role="leder", since=date(2019, 1, 1))
        assert built == [(1,)]
