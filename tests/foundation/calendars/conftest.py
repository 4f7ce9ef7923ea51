"""Calendars wired to the mail writer of the tests, and the real wiring back afterwards."""

from collections.abc import Iterator

import pytest

from lederloft.config import wiring
from lederloft.foundation.calendars.api import MESSAGE_KINDS
from lederloft.foundation.outbox.api import MessageKind, connect


@pytest.fixture
def wired() -> Iterator[None]:
    kind = MessageKind("tests.foundation.calendars.doing.render", is_invitation=True)
    connect(dict.fromkeys(MESSAGE_KINDS, kind), groups={}, recipients={})
    yield
    wiring.connect()
