"""Wiring is checked at start."""

import pytest

from lederloft.foundation.outbox.api import (
    UnknownGroup,
    connect,
)
from tests.foundation.outbox.conftest import KINDS

pytestmark = pytest.mark.django_db


def test_wiring_is_checked_at_start() -> None:
    with pytest.raises(ImportError):
        connect({}, groups={}, recipients={"coach": "tests.foundation.outbox.papers.nowhere"})
    with pytest.raises(UnknownGroup):
        connect(KINDS, groups={}, recipients={})
