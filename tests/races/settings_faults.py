"""The site with a patience of three seconds for locks, and a disk that is full while the file `full` stands there.

SQLite is told that its file may not grow: its own "database or disk is full". (PostgreSQL's is planted by a trigger.)
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from tests.races.settings import *  # noqa: F403
from tests.races.settings import DATA_DIR
from tests.races.settings import DATABASES as USUAL
from tests.races.settings import MIDDLEWARE as REAL

PATIENCE = 3  # seconds


def _impatient(usual: dict[str, Any]) -> dict[str, Any]:
    """A copy: whoever imports this module goes on with her own."""
    own = {"timeout": PATIENCE} if usual["ENGINE"].endswith("sqlite3") else {"options": f"-c lock_timeout={PATIENCE}s"}
    return {**usual, "OPTIONS": {**usual.get("OPTIONS", {}), **own}}


DATABASES = {alias: _impatient(usual) for alias, usual in USUAL.items()}


class FullDisk:
    """The file may hold what it holds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if connection.vendor == "sqlite" and (DATA_DIR / "full").exists():
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA page_count")
                cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
        return self.get_response(request)


MIDDLEWARE = [*REAL, "tests.races.settings_faults.FullDisk"]
