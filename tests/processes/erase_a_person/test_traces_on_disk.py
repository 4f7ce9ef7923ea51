"""After an erasure nothing of her is left on the disk: in the database's own files, in documents, logs and receipts."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.postgres import ROOT, Databases
from tests.server import COMMAND
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races

OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
def env(real_databases: Databases | SqliteFiles, tmp_path: Path) -> dict[str, str]:
    """One installation's environment, its data in a folder of its own."""
    own = {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test", "LEDERLOFT_DATA_DIR": str(tmp_path / "data")}
    return os.environ | real_databases.env() | own


def run(env: dict[str, str], *command: object) -> str:
    done = subprocess.run([str(part) for part in command], env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def words_in(folder: Path, words: dict[str, str]) -> set[str]:
    """Which words stand in the bytes of the files, and where they were written once."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found |= {f"{path.name}: {where}" for word, where in words.items() if word.encode() in content}
    return found


def words_in_dump(databases: Databases, words: dict[str, str]) -> set[str]:
    dump = subprocess.run(
        ["pg_dump", "--data-only", databases.url(user="postgres")], capture_output=True, check=True
    ).stdout
    return {where for word, where in words.items() if word.encode() in dump}


def table_files(databases: Databases, *, vacuum: bool) -> Path:
    """The folder with the database's own files, all written out."""
    with psycopg.connect(databases.url(user="postgres"), autocommit=True) as connection:
        if vacuum:
            # Whoever still looks at yesterday's rows, such as the database's own sweeper, keeps them alive.
            while connection.execute(OTHERS).fetchone() != (0,):
                time.sleep(0.1)
            connection.execute("VACUUM FULL")
        connection.execute("CHECKPOINT")
        folder = connection.execute("SHOW data_directory").fetchone()
        oid = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    assert folder
    assert oid
    return Path(folder[0]) / "base" / str(oid[0])


def test_nothing_of_her_is_left_on_the_disk(
    real_databases: Databases | SqliteFiles, env: dict[str, str], tmp_path: Path
) -> None:
    made: dict[str, Any] = json.loads(run(env, sys.executable, "-m", "tests.processes.erase_a_person.make_traces"))
    words = made["words"] | {made["session"]: "session key"}
    if isinstance(real_databases, Databases):
        before = words_in(table_files(real_databases, vacuum=False), words) | words_in_dump(real_databases, words)
    else:
        before = words_in(real_databases.folder, words)
    assert len(before) > 10
    assert words_in(tmp_path / "data", words)

    said = run(env, COMMAND, "erase", made["person"])

    assert not [word for word in words if word in said]
    assert words_in(tmp_path / "data", words) == set()
    assert list((tmp_path / "data" / "receipts").glob("*.json"))
    if isinstance(real_databases, Databases):
        assert words_in_dump(real_databases, words) == set()
        assert words_in(table_files(real_databases, vacuum=True), words) == set()
    else:
        assert words_in(real_databases.folder, words) == set()


def test_an_erasure_outlives_a_restore(
    real_databases: Databases | SqliteFiles, env: dict[str, str], tmp_path: Path
) -> None:
    made: dict[str, Any] = json.loads(run(env, sys.executable, "-m", "tests.processes.erase_a_person.make_traces"))
    backup = tmp_path / "backup"
    as_owner = owner(real_databases, env)
    run(as_owner, COMMAND, "backup", backup)
    run(env, COMMAND, "erase", made["person"])
    told = json.loads(run(as_owner, COMMAND, "restore", backup, "--json"))
    assert told["erased_again"] == 1
    if isinstance(real_databases, Databases):
        assert words_in_dump(real_databases, made["words"]) == set()
    else:
        assert words_in(real_databases.folder, made["words"]) == set()
    assert words_in(tmp_path / "data", made["words"]) == set()


def owner(databases: Databases | SqliteFiles, env: dict[str, str]) -> dict[str, str]:
    """What the one who restores is given beside: the owner's login."""
    if isinstance(databases, SqliteFiles):
        return env
    return env | {"MIGRATE_DATABASE_URL": databases.url(user="lederloft_owner")}
