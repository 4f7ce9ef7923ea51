"""An installation with one wave in it, whose programs run one after another or at the same time."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.postgres import COMMAND, OWNER, ROOT, Databases
from tests.sqlite import SqliteFiles


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
        """Go through the steps of tests.domain.answers.program; returns what the stores say afterwards."""
        said: dict[str, Any] = json.loads(self._run(*self._program(*steps, "say")))
        return said

    def start(self, *steps: str) -> subprocess.Popen[str]:
        """The same without waiting."""
        return subprocess.Popen(self._program(*steps), cwd=ROOT, env=self.env, stderr=subprocess.PIPE, text=True)

    def _program(self, *steps: str) -> list[str]:
        return [sys.executable, "-m", "tests.domain.answers.program", str(self.folder / "wave.json"), *steps]

    def command(self, *words: object) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._run(COMMAND, *words, "--json"))
        return told

    def _run(self, *words: object) -> str:
        done = subprocess.run(
            [str(word) for word in words], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
