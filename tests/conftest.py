"""What every test stands on: fresh databases per process, and hypothesis' profiles."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from lederloft.foundation.clock.api import forget_recent
from tests import browser, lanes
from tests.postgres import Databases
from tests.server import Server, example_site
from tests.sqlite import SqliteFiles

settings.register_profile("test", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("prove", settings.get_profile("test"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Three migrated databases for this process: clones of a template on PostgreSQL, in memory on SQLite."""
    make = on_postgresql if lanes.ON_POSTGRESQL else on_sqlite
    with django_db_blocker.unblock():
        yield from make()


@pytest.fixture(autouse=True)
def nothing_known_from_before() -> None:
    forget_recent()


@pytest.fixture(params=["sqlite", "postgresql"])
def real_databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases | SqliteFiles]:
    """Databases that other processes can open too: files, and the cluster with fsync on. For races and kills."""
    made = SqliteFiles(tmp_path / "databases") if request.param == "sqlite" else Databases("safe")
    made.create()
    yield made
    made.drop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of this process: playwright bears no second one beside it."""
    with browser.chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server and worker with the two example municipalities, for walks that change little or nothing."""
    with example_site(tmp_path_factory.mktemp("site")) as served:
        yield served


@pytest.fixture
def may_create_tables(transactional_db: None) -> None:
    """For tests of fields and abstract models on a table of their own; gone after the test like all else."""
    if lanes.ON_POSTGRESQL:
        lanes.databases.grant_create()


def on_postgresql() -> Iterator[None]:
    databases = lanes.databases
    databases.create()

    def as_new(case: TransactionTestCase) -> None:
        for alias in case._databases_names(include_mirrors=False):
            connections[alias].close()
            databases.restore(alias)

    with fixture_teardown(as_new):
        yield
    connections.close_all()
    databases.drop()


def on_sqlite() -> Iterator[None]:
    pristine = {alias: migrated_in_memory(alias) for alias in connections}
    for alias, copy in pristine.items():
        # As Django's own test databases: in memory, and shared between the threads of a live server.
        connections[alias].settings_dict["NAME"] = f"file:memorydb_{alias}?mode=memory&cache=shared"
        connections[alias].ensure_connection()
        copy.backup(connections[alias].connection)

    def as_new(case: TransactionTestCase) -> None:
        for alias in case._databases_names(include_mirrors=False):
            connections[alias].ensure_connection()
            pristine[alias].backup(connections[alias].connection)

    with fixture_teardown(as_new):
        yield
    connections.close_all()
    for copy in pristine.values():
        copy.close()


def migrated_in_memory(alias: str) -> sqlite3.Connection:
    """A copy of the template that is migrated once per state of the code."""
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(sqlite3.connect(SqliteFiles.template() / f"{alias}.sqlite3")) as template:
        template.backup(copy)
    return copy


@contextmanager
def fixture_teardown(as_new: Callable[[TransactionTestCase], None]) -> Iterator[None]:
    """Django empties all tables after a transactional test, which append-only tables rightly refuse; we put the
    database back as it was migrated, rows of the migrations included."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", as_new)
        yield
