"""Answers through backup and restore, with the real programs on both engines: none is lost that could be kept, none is
doubled, and whoever must answer again can do so by the link she has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lederloft.foundation.backups.values import MANIFEST, Manifest
from tests.domain.answers.place import Place
from tests.postgres import Databases
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races


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
