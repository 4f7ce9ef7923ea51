"""Restore is proved: copied while people write, laid on an empty installation by one command, compared row by row."""

import json
import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest

from tests.postgres import ALIASES, COMMAND, OWNER, ROOT, Databases
from tests.races.audit import Audit
from tests.races.site import open_site
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races

Rows = dict[str, list[str]]
CLOSED = {"access_account", "access_apitoken", "access_invitation"}  # sessions, keys and invitations are void


@pytest.fixture
def empty(real_databases: Databases | SqliteFiles, tmp_path: Path) -> Iterator[Databases | SqliteFiles]:
    """Another installation: an empty folder, or three databases with nothing in them."""
    if isinstance(real_databases, SqliteFiles):
        yield SqliteFiles(tmp_path / "other")
        return
    made = Databases("safe")
    for alias in ALIASES:
        made.empty(alias)
    yield made
    made.drop()


def lederloft(databases: Databases | SqliteFiles, folder: Path, *words: str) -> dict[str, object]:
    env = os.environ | databases.env() | {"DJANGO_SETTINGS_MODULE": "tests.races.settings", "PYTHONPATH": str(ROOT)}
    env["LEDERLOFT_DATA_DIR"] = str(folder)
    if isinstance(databases, Databases):
        env["MIGRATE_DATABASE_URL"] = databases.url(user=OWNER)
    done = subprocess.run([COMMAND, *words, "--json"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


def rows_of_file(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(repr, file.execute(f'SELECT * FROM "{name}"'))) for name in names}


def rows_of_database(url: str) -> Rows:
    with closing(psycopg.connect(url)) as found:
        names = [name for (name,) in found.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        return {name: sorted(map(repr, found.execute(f'SELECT * FROM "{name}"'))) for name in names}


def rows_in(databases: Databases | SqliteFiles, alias: str) -> Rows:
    if isinstance(databases, Databases):
        return rows_of_database(databases.url(alias, OWNER))
    return rows_of_file(databases.folder / f"{alias}.sqlite3")


def rows_of_copy(copy: Path, alias: str, databases: Databases | SqliteFiles) -> Rows:
    """Read without the application: the file itself, or the dump laid out by PostgreSQL's own program."""
    if not isinstance(databases, Databases):
        return rows_of_file(copy / f"{alias}.sqlite3")
    scratch = Databases("safe")
    scratch.empty(alias)
    url = scratch.url(alias, OWNER)
    subprocess.run(["pg_restore", "--exit-on-error", "--dbname", url, str(copy / f"{alias}.pgdump")], check=True)
    found = rows_of_database(url)
    scratch.drop()
    return found


def test_a_copy_taken_under_load_is_whole_on_an_empty_installation(
    real_databases: Databases | SqliteFiles, empty: Databases | SqliteFiles, tmp_path: Path
) -> None:
    copy, folder = tmp_path / "kopi", tmp_path / "other-data"
    with ExitStack() as undo:
        site = open_site(undo, real_databases, tmp_path / "data")
        crowd = site.crowd()
        crowd.start()
        while crowd.acknowledged() < 30:
            time.sleep(0.05)
        before = site.ledger.read()
        told = lederloft(real_databases, tmp_path / "data", "backup", str(copy))
        during = crowd.acknowledged() - len(before)
        crowd.finish()
    assert during > 0, "nobody wrote while it was copied"
    restored = lederloft(empty, folder, "restore", str(copy))
    assert restored["rows"] == told["rows"]
    for alias in ("default", "answers"):
        expected, found = rows_of_copy(copy, alias, real_databases), rows_in(empty, alias)
        assert found.keys() == expected.keys()
        assert {name for name, rows in expected.items() if found[name] != rows} <= CLOSED
    assert len(rows_in(empty, "default")["participation_seat"]) >= len(site.town["seated"])
    assert Audit(empty, site.town).lost(before) == []
    assert lederloft(empty, folder, "check")["ready"] is True
