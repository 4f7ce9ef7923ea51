"""The site with a patience of three seconds for locks, and a disk that is full while the file `full` stands there.

SQLite is told that its file may not grow: its own "database or disk is full". (PostgreSQL's is planted by a trigger.)
"""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from tests.races.settings import *  # noqa: F403
from tests.races.settings import DATA_DIR, DATABASES
from tests.races.settings import MIDDLEWARE as REAL

PATIENCE = 3  # seconds

for _database in DATABASES.values():
    if _database["ENGINE"].endswith("sqlite3"):
        _database["OPTIONS"]["timeout"] = PATIENCE
    else:
        _database["OPTIONS"] = {**_database.get("OPTIONS", {}), "options": f"-c lock_timeout={PATIENCE}s"}


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
