"""A municipality to try rights in, with a folder of its own for documents and receipts."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest
from pytest_django import Settings

from lederloft.foundation.clock import api as clock
from tests.domain.makers import OPENS_ON
from tests.rights.places import Place, make_place


@pytest.fixture
def own_folder(settings: Settings, tmp_path: Path) -> None:
    """Documents and receipts of this test only."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"


@pytest.fixture
def sign_up_day(own_folder: None) -> Iterator[clock.StoppedClock]:
    """The day the edition opens, at noon."""
    with clock.frozen_at(clock.local(OPENS_ON, time(12))) as stopped:
        yield stopped


@pytest.fixture
def place(sign_up_day: clock.StoppedClock, db: None) -> Place:
    """The municipality one is in."""
    return make_place()
