"""Mail of this process and of calendars wired to a renderer of the tests, and the real wiring back afterwards."""

from collections.abc import Iterator

import pytest

from lederloft.config import wiring
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.outbox.api import MessageKind, connect
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.processes.deliver_a_module import postbox


@pytest.fixture(autouse=True)
def wired() -> Iterator[None]:
    kinds = (*calendars.MESSAGE_KINDS, *deliver_a_module.MESSAGE_KINDS)
    connect(dict.fromkeys(kinds, MessageKind(f"{postbox.__name__}.render")), groups={}, recipients={})
    yield
    wiring.connect()
