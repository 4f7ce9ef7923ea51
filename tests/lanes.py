"""Early pytest plugin (`-p tests.lanes`, before Django reads its settings): which database, which tests need one.

`LEDERLOFT_TEST_DATABASE=postgresql` runs the same tests on PostgreSQL; without it they run on SQLite in memory.
"""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
ON_POSTGRESQL = os.environ.get("LEDERLOFT_TEST_DATABASE") == "postgresql"

os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / "var/cache/hypothesis"))
DATA_DIR = ROOT / "var/test" / str(os.getpid())
os.environ["LEDERLOFT_DATA_DIR"] = str(DATA_DIR)
if ON_POSTGRESQL:
    from tests.postgres import Databases

    databases = Databases("fast")
    os.environ.update(databases.env())
else:
    os.environ.update(
        dict.fromkeys(("DATABASE_URL", "ANSWERS_DATABASE_URL", "BUFFER_DATABASE_URL"), "sqlite:///:memory:")
    )


def needs_database(item: pytest.Item) -> bool:
    """Whether the test may open a connection (the others run once, in lane 1)."""
    from django.test import TransactionTestCase

    if item.get_closest_marker("django_db") is not None:
        return True
    parent = item.getparent(pytest.Class)
    if parent is not None and issubclass(parent.obj, TransactionTestCase):
        return True
    return not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    other = "only_sqlite" if ON_POSTGRESQL else "only_postgresql"
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
    for item in items:
        if item.get_closest_marker("races") and config.pluginmanager.hasplugin("xdist"):
            # Side by side by engine, one after another within it: a cluster that is killed is nobody else's then.
            item.add_marker(pytest.mark.xdist_group("postgresql" if "postgresql" in item.nodeid else "files"))
        if item.get_closest_marker("browser") or item.get_closest_marker("races"):
            continue
        if not needs_database(item):
            item.add_marker(pytest.mark.pure)


def pytest_unconfigure() -> None:
    shutil.rmtree(DATA_DIR, ignore_errors=True)
