"""Nothing ties an answer to the one who gave it: not a value, not an order, not a moment. On both engines."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import ROOT, Databases
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races  # programs on databases of their own; nothing here uses those of the lane


def lived_through(engine: str, folder: Path, *swapped: str) -> dict[str, Any]:
    databases = SqliteFiles(folder) if engine == "sqlite" else Databases("fast")
    databases.create()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.domain.answers.swapping", *swapped],
            cwd=ROOT,
            env=os.environ
            | databases.env()
            | {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test", "LEDERLOFT_DATA_DIR": str(folder / "data")},
            capture_output=True,
            text=True,
            timeout=300,
        )
    finally:
        databases.drop()
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def twice(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], ...]:
    """The same wave with the same seed, and once more with the answers of two people swapped."""
    folder = tmp_path_factory.mktemp("answers")
    return lived_through(request.param, folder / "one"), lived_through(request.param, folder / "other", "swapped")


def test_two_people_with_each_others_answers_leave_the_same_behind(twice: tuple[dict[str, Any], ...]) -> None:
    one, other = twice
    stored = sorted(json.dumps(row["answers"]) for row in one["answers"]["answers_answer"])
    assert len(stored) == 14
    assert any(row["token_hash"] is None for row in one["half_way"]["answers_invitation"])
    assert one["default"]["jobs_queuedjob"]
    for part in ("half_way", "default", "answers", "logs"):
        assert one[part] == other[part], part


def test_no_value_stands_in_both_databases_but_the_codes(twice: tuple[dict[str, Any], ...]) -> None:
    told = twice[0]
    shared = set(values(told["default"])) & set(values(told["answers"]))
    assert shared == {str(code) for code in told["codes"]}
    assert not shared & set(values(told["logs"]))


def test_the_database_itself_remembers_the_wave_as_one(twice: tuple[dict[str, Any], ...]) -> None:
    assert [told["transactions"] for told in twice] == [1, 1]


def values(told: Any) -> Iterator[str]:
    """Every number and text, out of lists and JSON too, but what is empty, and true and false."""
    if isinstance(told, dict):
        for one in told.values():
            yield from values(one)
    elif isinstance(told, list):
        for one in told:
            yield from values(one)
    elif isinstance(told, str) and told[:1] in {"[", "{"}:
        yield from values(json.loads(told))
    elif told is not None and told != "" and not isinstance(told, bool):
        yield str(told)
