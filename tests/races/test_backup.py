"""Backup while serving, restore by one command: whole, row by row, or nothing changed. Both engines, real programs."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lederloft.foundation.backups.values import MANIFEST, Manifest, digest_file
from tests.postgres import OWNER, ROOT, Databases
from tests.server import COMMAND, Program, Server
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races


class Installation:
    """Databases with a municipality in them, and the command line."""

    def __init__(self, databases: Databases | SqliteFiles, folder: Path) -> None:
        self.databases = databases
        self.folder = folder
        self.env = databases.env() | {
            "LEDERLOFT_DATA_DIR": str(folder / "data"),
            "DJANGO_SETTINGS_MODULE": "lederloft.config.settings.local",
        }
        if isinstance(databases, Databases):
            self.env["MIGRATE_DATABASE_URL"] = databases.url(user=OWNER)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *words], cwd=ROOT, env=os.environ | self.env, capture_output=True, text=True, timeout=300
        )

    def ask(self, *words: str) -> dict[str, object]:
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        answer: dict[str, object] = json.loads(done.stdout)
        return answer

    def make(self, slug: str) -> None:
        number = f"99{len(slug):02}"
        self.ask(
            "create-municipality", slug, "--name", f"{slug.capitalize()} kommune", "--number", number,
            "--organisation-number", "800000009", "--administrator", f"it@{slug}.invalid",
        )  # fmt: skip

    def slugs(self) -> set[str]:
        script = "import django; django.setup()\nfrom lederloft.foundation.tenancy.api import list_municipalities\n"
        script += "print(*[m.slug for m in list_municipalities()])"
        done = subprocess.run(
            [COMMAND.parent / "python", "-c", script],
            cwd=ROOT, env=os.environ | self.env, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return set(done.stdout.split())


def within(seconds: float, is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    databases = SqliteFiles(tmp_path / "db") if request.param == "sqlite" else Databases("safe")
    databases.create()
    made = Installation(databases, tmp_path)
    made.make("vik")
    yield made
    databases.drop()


def test_what_was_there_is_there_again_and_what_came_later_is_gone(installation: Installation) -> None:
    backup = installation.folder / "kopi"
    told = installation.ask("backup", str(backup))
    assert int(str(told["rows"])) > 10
    again = installation.run("backup", str(backup))
    assert (again.returncode, "ikke tom" in again.stderr) == (2, True)
    installation.make("nes")
    assert installation.slugs() == {"vik", "nes"}
    assert installation.ask("restore", str(backup))["rows"] == told["rows"]
    assert installation.slugs() == {"vik"}
    assert installation.ask("check")["ready"] is True


def test_no_way_in_that_the_backup_remembers_leads_in_again(installation: Installation) -> None:
    backup, file = installation.folder / "kopi", installation.folder / "ways.json"

    def ways(verb: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tests.races.ways_in", str(file), verb],
            cwd=ROOT, env=os.environ | installation.env, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    ways("make")
    assert json.loads(ways("tell")) == ["calendar", "invitation", "key", "new password", "session"]
    installation.ask("backup", str(backup))
    ways("shut")
    told = installation.ask("restore", str(backup))
    assert told["shut_again"] == 1  # the one who was shut after the copy was taken
    assert told["ways_in_closed"] == 3  # a key, and two invitations: the administrator's is the other
    assert json.loads(ways("tell")) == []


def test_what_the_command_line_makes_is_its_owners_alone(installation: Installation) -> None:
    backup = installation.folder / "kopi"
    former = os.umask(0o022)
    try:
        installation.ask("backup", str(backup))
        installation.ask("restore", str(backup))
    finally:
        os.umask(former)
    made = [backup, *backup.rglob("*")]
    if isinstance(installation.databases, SqliteFiles):
        made += [installation.databases.folder / f"{alias}.sqlite3" for alias in ("default", "answers")]
    assert len(made) > 3
    assert {path.name: oct(path.stat().st_mode & 0o077) for path in made if path.stat().st_mode & 0o077} == {}


def test_a_damaged_backup_is_refused_and_nothing_is_changed(installation: Installation) -> None:
    documents = installation.folder / "data" / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    (documents / "rapport.pdf").write_bytes(bytes(range(256)) * 64)
    backup = installation.folder / "kopi"
    installation.ask("backup", str(backup))
    installation.make("nes")
    done = subprocess.run(
        [sys.executable, "-m", "tests.races.damages", str(backup), str(installation.folder)],
        cwd=ROOT, env=os.environ | installation.env, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert len(answers) == 100
    refusals = {"backups.damaged", "backups.other_engine"}
    assert {damage: said for damage, said in answers.items() if said not in refusals} == {}
    (backup / MANIFEST).rename(installation.folder / MANIFEST)
    half = installation.run("restore", str(backup))
    assert (half.returncode, "skadet" in half.stderr) == (2, True)
    (installation.folder / MANIFEST).rename(backup / MANIFEST)
    _forged(installation, backup)
    assert installation.slugs() == {"vik", "nes"}
    assert (documents / "rapport.pdf").stat().st_size == 256 * 64


def _forged(installation: Installation, first: Path) -> None:
    """Another backup's database under this one's list, with the checksum of the file made to fit: rows are compared."""
    second = installation.folder / "to"
    installation.ask("backup", str(second))
    manifest = Manifest.from_text((first / MANIFEST).read_text())
    name = next(n for n in manifest.files if n.startswith("default."))
    shutil.copy(second / name, first / name)
    manifest.files[name] = digest_file(first / name)
    (first / MANIFEST).write_text(manifest.to_text())
    refused = installation.run("restore", str(first))
    assert refused.returncode == 2
    assert "skadet" in refused.stderr


def test_never_under_a_running_server_unless_it_is_stopped(installation: Installation) -> None:
    backup = installation.folder / "kopi"
    with Server(installation.env, installation.folder / "data") as server:
        installation.ask("backup", str(backup))
        refused = installation.run("restore", str(backup))
        assert refused.returncode == 2
        assert "kjører (server" in refused.stderr
        with Program(installation.env, installation.folder / "data", "work") as worker:
            within(30, lambda: "worker" in str(installation.ask("check")["processes"]))
            assert installation.ask("restore", str(backup), "--stop")["rows"]
            for program in (server, worker):
                assert program.process is not None
                assert program.process.wait(30) is not None
    assert installation.slugs() == {"vik"}
