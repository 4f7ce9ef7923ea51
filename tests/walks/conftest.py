"""A site with the examples, and a browser, once per test process."""

import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests import browser
from tests.server import COMMAND, ROOT, Server, Worker
from tests.sqlite import SqliteFiles

LOCAL = {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.local"}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The web server and the job worker on file databases with the two example municipalities."""
    folder = tmp_path_factory.mktemp("site")
    databases = SqliteFiles(folder)
    databases.create()
    env = databases.env() | LOCAL
    server, worker = Server(env, folder), Worker(env, folder)
    subprocess.run([COMMAND, "examples", "load"], cwd=ROOT, env=server.env, check=True, stdout=subprocess.DEVNULL)
    with server, worker:
        yield server
