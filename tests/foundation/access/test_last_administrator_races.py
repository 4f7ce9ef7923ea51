"""Two administrators who take each other out at the same moment: one of them stays, on both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import ROOT, Databases
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races
PAIRS = 8
REFUSED = "access.last_administrator"


def run(databases: Databases | SqliteFiles, folder: Path, *words: str, told: str = "") -> str:
    env = os.environ | databases.env() | {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test"}
    env["LEDERLOFT_DATA_DIR"] = str(folder)
    program = [sys.executable, "-m", "tests.foundation.access.leavers", *words]
    done = subprocess.run(program, env=env, cwd=ROOT, text=True, input=told, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("how", ["disable", "withdraw", "mixed"])
def test_of_two_who_take_each_other_out_at_once_one_stays(
    real_databases: Databases | SqliteFiles, tmp_path: Path, how: str
) -> None:
    pairs = run(real_databases, tmp_path, "prepare", str(PAIRS))
    for came, left in json.loads(run(real_databases, tmp_path, "press", how, told=pairs)):
        assert left == 1
        assert came == sorted([REFUSED, "done"])
