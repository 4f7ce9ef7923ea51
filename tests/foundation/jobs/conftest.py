"""A queue wired to the handlers of the tests, and the real wiring back afterwards."""

from collections.abc import Iterator

import pytest

from lederloft.config import wiring
from lederloft.foundation.jobs.api import connect
from tests.foundation.jobs import doing

NOTE = "tests.foundation.jobs.doing.note"


@pytest.fixture
def wired() -> Iterator[None]:
    """The kinds "test.note" (needs a municipality) and "test.upkeep" (needs none)."""
    connect({"test.note": NOTE, "test.upkeep": NOTE}, without_municipality={"test.upkeep"})
    doing.seen.clear()
    doing.act.clear()
    yield
    doing.act.clear()
    wiring.connect()
