"""A site with the examples, and a browser, once per test process."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests import browser
from tests.server import Server, example_site


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with example_site(tmp_path_factory.mktemp("site")) as served:
        yield served
