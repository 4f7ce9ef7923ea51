"""The tests' own databases: as new for every test, and on PostgreSQL with the application's weak login."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.utils import timezone

from tests import lanes

ALIASES = ["default", "answers", "buffer"]


def rows_before_leaving_one() -> int:
    before = Session.objects.count()
    Session.objects.create(session_key="left", session_data="", expire_date=timezone.now())
    return before


@pytest.mark.django_db
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_leaves_nothing(time: str) -> None:
    assert rows_before_leaving_one() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_committing_test_leaves_nothing(time: str) -> None:
    assert rows_before_leaving_one() == 0


@pytest.mark.django_db(databases=ALIASES)
@pytest.mark.parametrize("alias", ALIASES)
def test_the_lane_is_what_it_says(alias: str) -> None:
    expected = "postgresql" if lanes.ON_POSTGRESQL else "sqlite"
    assert connections[alias].vendor == expected


@pytest.mark.only_postgresql
@pytest.mark.django_db
def test_the_application_owns_nothing() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FROM pg_tables WHERE tableowner = current_user GROUP BY 1")
        assert cursor.fetchone() is None
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("lederloft_app",)
