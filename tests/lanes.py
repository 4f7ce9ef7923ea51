"""Early pytest plugin: which database the tests run on, and which tests need one.

Loaded with `-p tests.lanes`, before Django reads its settings.
"""
import os
from pathlib import Path

import pytest
from django.test import TransactionTestCase

ROOT = Path(__file__).resolve().parent.parent
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(ROOT / "var/cache/hypothesis"))

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def needs_database(item: pytest.Item) -> bool:
    """Whether the test may open a connection (the others run once, in lane 1)."""
    if item.get_closest_marker("django_db") is not None:
        return True
    parent = item.getparent(pytest.Class)
    if parent is not None and issubclass(parent.obj, TransactionTestCase):
        return True
    return not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("races"):
            continue
        if not needs_database(item):
            item.add_marker(pytest.mark.pure)
