"""Answers through backup and restore, with the real programs on both engines: none is lost that could be kept, none is
doubled, and whoever must answer again can do so by the link she has."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lederloft.foundation.backups.values import MANIFEST, Manifest
from tests.postgres import COMMAND, OWNER, ROOT, Databases
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races


class Place:
    """An installation with one wave in it."""

    def __init__(self, databases: Databases | SqliteFiles, folder: Path) -> None:
        self.folder = folder
        self.env = (
            os.environ
            | databases.env()
            | {
                "LEDERLOFT_DATA_DIR": str(folder / "data"),
                "DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test",
            }
        )
        if isinstance(databases, Databases):
            self.env["MIGRATE_DATABASE_URL"] = databases.url(user=OWNER)

    def do(self, *steps: str) -> dict[str, Any]:
        program = (sys.executable, "-m", "tests.domain.answers.program", self.folder / "wave.json", *steps, "say")
        said: dict[str, Any] = json.loads(self._run(*program))
        return said

    def command(self, *words: object) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._run(COMMAND, *words, "--json"))
        return told

    def _run(self, *words: object) -> str:
        done = subprocess.run(
            [str(word) for word in words], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    databases = SqliteFiles(tmp_path / "db") if request.param == "sqlite" else Databases("fast")
    databases.create()
    yield Place(databases, tmp_path)
    databases.drop()


def everybodys(*numbers: int) -> list[list[int]]:
    return sorted(([number] for number in numbers), key=str)


def test_whoever_had_answered_into_the_buffer_is_invited_again(place: Place) -> None:
    backup = place.folder / "kopi"
    before = place.do("ask:14", "give:0-11", "flush")
    assert (len(before["stored"]), len(before["waiting"])) == (7, 5)
    place.command("backup", backup)
    tables = Manifest.from_text((backup / MANIFEST).read_text()).tables
    assert tables.keys() == {"default", "answers"}
    assert tables["answers"]["answers_answer"].rows == 7
    place.do("give:12", "close")

    told = place.command("restore", backup)

    assert told["invited_again"] == 5
    after = place.do()
    assert sorted(after["states"]) == ["answered"] * 7 + ["invited*"] * 7
    assert (after["stored"], after["waiting"]) == (before["stored"], [])
    again = [number for number, state in enumerate(before["states"]) if state == "answered*"]
    done = place.do(*(f"give:{number}" for number in again), "close")
    assert done["stored"] == everybodys(*range(12))


def test_what_is_moved_while_the_backup_is_taken_is_neither_lost_nor_doubled(place: Place) -> None:
    backup = place.folder / "kopi"
    moved = place.do("ask:14", "give:0-11", f"backup:{backup}")
    assert (len(moved["stored"]), len(moved["waiting"])) == (7, 5)
    later = place.do("give:12")
    assert [12] in later["waiting"]

    told = place.command("restore", backup)

    # This machine's buffer still holds the rest, and the one that came after the backup.
    assert told["invited_again"] == 0
    after = place.do()
    assert (after["states"], after["stored"], after["waiting"]) == (
        later["states"], later["stored"], later["waiting"],
    )  # fmt: skip
    assert place.do("close")["stored"] == everybodys(*range(13))
