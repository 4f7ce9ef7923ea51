"""What works once works once, also when several use it in the same moment, on both databases."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.postgres import ROOT, Databases
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races
PROCESSES, THREADS = 2, 3


def program(databases: Databases | SqliteFiles, folder: Path, *words: str) -> subprocess.Popen[str]:
    env = os.environ | databases.env() | {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test"}
    env["LEDERLOFT_DATA_DIR"] = str(folder)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.foundation.access.takers", *words],
        env=env,
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


REFUSALS = {"invitation": "access.invitation_invalid", "app": "access.wrong_code", "paper": "access.wrong_code"}


def test_a_secret_used_by_many_at_once_works_for_one(real_databases: Databases | SqliteFiles, tmp_path: Path) -> None:
    out, _ = program(real_databases, tmp_path, "prepare").communicate(timeout=120)
    programs = [program(real_databases, tmp_path, "take") for _ in range(PROCESSES)]
    hear(programs, "ready")
    for what in REFUSALS:
        for one in programs:
            assert one.stdin
            one.stdin.write(json.dumps({**json.loads(out), "what": what}) + "\n")
            one.stdin.flush()
        hear(programs, "done")
    told = [json.loads(one.communicate(timeout=120)[0]) for one in programs]
    for what, refusal in REFUSALS.items():
        answers = Counter(answer for one in told for answer in one[what])
        assert answers.pop("taken") == 1, what
        # Guessing is stopped after eight, so some of the late ones are told to wait instead.
        assert set(answers) <= {refusal, "access.too_many_attempts"}, what
        assert sum(answers.values()) == PROCESSES * THREADS - 1


def hear(programs: list[subprocess.Popen[str]], word: str) -> None:
    for one in programs:
        assert one.stdout
        assert one.stdout.readline() == f"{word}\n"
