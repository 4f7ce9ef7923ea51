"""A place of one's own, on the day before signing up."""

from collections.abc import Iterator
from datetime import time

import pytest

from lederloft.foundation.clock import api as clock
from tests.domain.makers import OPENS_ON
from tests.rights.places import Place, make_place


@pytest.fixture
def place() -> Iterator[Place]:
    with clock.frozen_at(clock.local(OPENS_ON, time(12))):
        yield make_place()
