"""Two who do at the same moment what only one of them may, on both databases: one is done, the other is told why."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import ROOT, Databases
from tests.sqlite import SqliteFiles

REFUSALS = {
    "moves": {"organisation.unit_under_itself"},
    "appointments": {"organisation.post_already_held"},
    # Whoever comes second may have lost the role already.
    "administrators": {"access.last_administrator", "errors.not_allowed"},
}


@pytest.mark.races
def test_of_two_rivals_one_is_done(real_databases: Databases | SqliteFiles, tmp_path: Path) -> None:
    env = os.environ | real_databases.env() | {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test"}
    env["LEDERLOFT_DATA_DIR"] = str(tmp_path)
    words = [sys.executable, "-m", "tests.domain.organisation.rivals"]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    for what, refusals in REFUSALS.items():
        assert len(told[what]) == 8
        for answers in told[what]:
            assert "done" in answers, what
            answers.remove("done")
            assert set(answers) <= refusals, what
            assert len(answers) == 1
