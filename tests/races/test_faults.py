"""Faults around the site: a long lock, a full disk, a killed migration. It is said, and nothing is lost."""

import http.client
import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.postgres import COMMAND, OWNER, ROOT, Databases, migrate
from tests.races.settings_faults import PATIENCE
from tests.races.site import Site, open_site
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all faults: it lives through them one after another."""
    folder = tmp_path_factory.mktemp("site")
    databases = SqliteFiles(folder / "databases") if request.param == "sqlite" else Databases("safe")
    databases.create()
    with ExitStack() as undo:
        undo.callback(databases.drop)
        yield open_site(undo, databases, folder / "data", "tests.races.settings_faults")


@contextmanager
def locked(site: Site) -> Iterator[None]:
    """As a long import or somebody's forgotten console holds it."""
    if isinstance(site.databases, Databases):
        with psycopg.connect(site.databases.url(user=OWNER)) as holder:
            holder.execute("LOCK TABLE use_cases_clientkey IN EXCLUSIVE MODE")  # what each write begins with
            yield
        return
    file = site.databases.folder / "default.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None, timeout=20)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield
        holder.execute("ROLLBACK")


@contextmanager
def full(site: Site) -> Iterator[None]:
    """No row can be added. On PostgreSQL the server says so itself, in its own words, where a client key is written."""
    if not isinstance(site.databases, Databases):
        site.ledger.path.with_name("full").touch()
        yield
        site.ledger.path.with_name("full").unlink()
        return
    with psycopg.connect(site.databases.url(user=OWNER), autocommit=True) as owner:
        owner.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"
        )
        owner.execute(
            "CREATE TRIGGER no_room BEFORE INSERT ON use_cases_clientkey FOR EACH ROW EXECUTE FUNCTION no_room()"
        )
        yield
        owner.execute("DROP FUNCTION no_room CASCADE")


def read(site: Site, path: str) -> tuple[int, Any]:
    line = http.client.HTTPConnection("127.0.0.1", site.server.port, timeout=30)
    with closing(line):
        line.request("GET", path, headers={"Authorization": f"Bearer {site.town['office']}"})
        answer = line.getresponse()
        return answer.status, json.loads(answer.read())


def wrong_after(site: Site, fault: Any) -> list[str]:
    """While it lasts: writes 503, reads 200, health 200. Returns what is wrong afterwards: every act shall be once."""
    crowd = site.crowd()
    crowd.start()
    begun_with = crowd.acknowledged()
    while crowd.acknowledged() < begun_with + 10:
        time.sleep(0.05)
    read(site, "/api/v1/me")
    with fault:
        begun = time.monotonic()
        while crowd.refused_between(begun, time.monotonic()) < 3:
            assert time.monotonic() < begun + 60
            time.sleep(0.05)
        assert read(site, "/api/v1/editions")[0] == 200
        assert read(site, "/helse")[0] == 200
    after = crowd.acknowledged()
    while crowd.acknowledged() < after + 10:
        time.sleep(0.05)
    crowd.finish()
    wrong = site.audit.faults(site.ledger.read())
    site.settle()
    return wrong + site.audit.letters(site.post.letters, kills=0)


def test_a_lock_longer_than_the_patience_is_refused_cleanly_and_nothing_is_lost(site: Site) -> None:
    assert wrong_after(site, locked(site)) == []


def test_a_full_disk_is_refused_cleanly_reads_go_on_and_nothing_is_lost(site: Site) -> None:
    assert wrong_after(site, full(site)) == []


def test_a_lock_shorter_than_the_patience_costs_only_time(site: Site) -> None:
    """Real installations wait twenty seconds for a lock; here the lock is a third of the short patience."""
    crowd = site.crowd(leaders=False)
    begun_with, begun = crowd.acknowledged(), time.monotonic()
    with locked(site):
        crowd.start()
        time.sleep(PATIENCE / 3)
        assert crowd.acknowledged() == begun_with
    while crowd.acknowledged() < begun_with + 5:
        time.sleep(0.05)
    crowd.finish()
    assert crowd.refused_between(begun, time.monotonic()) == 0
    assert site.audit.lost(site.ledger.read()) == []


SCHEMA = """
SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '' FROM pg_constraint
WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tablename, indexname, indexdef, '' FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT tablename, policyname, qual, with_check FROM pg_policies
UNION ALL SELECT tgrelid::regclass::text, tgname, '', '' FROM pg_trigger WHERE NOT tgisinternal
"""


class Blank:
    """An empty database, and how many tables have been made in it."""

    def __init__(self, databases: Databases | SqliteFiles, folder: Path) -> None:
        self.databases = databases
        self.env = databases.env() | {"LEDERLOFT_DATA_DIR": str(folder)}
        if isinstance(databases, Databases):
            self.env["MIGRATE_DATABASE_URL"] = databases.url(user=OWNER)
            for alias in ("default", "answers", "buffer"):
                databases.empty(alias)
        else:
            databases.drop()

    def ask(self, on_postgresql: str, on_sqlite: str) -> list[tuple[Any, ...]]:
        if isinstance(self.databases, Databases):
            with closing(psycopg.connect(self.databases.url(user=OWNER))) as found:
                return list(found.execute(on_postgresql))
        file = self.databases.folder / "default.sqlite3"
        if not file.exists():
            return []
        with closing(sqlite3.connect(file, timeout=20)) as found:
            return list(found.execute(on_sqlite))

    def tables(self) -> int:
        return len(
            self.ask(
                "SELECT 1 FROM pg_tables WHERE schemaname = 'public'",
                "SELECT 1 FROM sqlite_master WHERE type = 'table'",
            )
        )

    def schema(self) -> list[tuple[Any, ...]]:
        """Tables with their columns, constraints, indexes, triggers and policies."""
        return sorted(self.ask(SCHEMA, "SELECT type, name, tbl_name, sql FROM sqlite_master"), key=repr)


def kill_at(blank: Blank, tables: int) -> None:
    """SIGKILL to `lederloft migrate` once that many tables stand."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test"} | blank.env
    process = subprocess.Popen(
        [COMMAND, "migrate"], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + 120
    while blank.tables() < tables:
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < until
        time.sleep(0.02)
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def test_a_migration_that_is_killed_is_finished_by_the_next(
    real_databases: Databases | SqliteFiles, tmp_path: Path
) -> None:
    blank = Blank(real_databases, tmp_path / "data")
    kill_at(blank, 20)
    migrate(blank.env)
    killed = blank.schema()
    for alias in ("default", "answers", "buffer"):
        real_databases.restore(alias)
    whole = blank.schema()
    assert killed == whole
    assert len(whole) > 100
