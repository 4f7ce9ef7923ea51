"""Two who set up the first municipality at the same moment, on both databases: one makes it, the other is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import ROOT, Databases
from tests.sqlite import SqliteFiles


@pytest.mark.races
def test_of_two_who_set_up_at_once_one_makes_the_municipality(
    real_databases: Databases | SqliteFiles, tmp_path: Path
) -> None:
    env = os.environ | real_databases.env() | {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test"}
    env["LEDERLOFT_DATA_DIR"] = str(tmp_path)
    words = [sys.executable, "-m", "tests.faces.web.entrance.set_up_rivals"]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["links"] == [[303, 404]] * len(told["links"])
    assert len(told["makers"]) == 6
    for round_ in told["makers"]:
        assert (round_["made"], round_["invited"]) == (1, 1)
        assert round_["answers"] in ([303, 303, 409], [409, 409, 303])
