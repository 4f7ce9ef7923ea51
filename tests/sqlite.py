"""File databases for servers, workers and racing processes under test; the same interface as tests.postgres."""

import fcntl
import shutil
from pathlib import Path

from tests.postgres import ALIASES, ROOT, code_state, migrate

TEMPLATES = ROOT / "var/cache/sqlite"


class SqliteFiles:
    """Three migrated files in a folder of one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def env(self) -> dict[str, str]:
        return self._env(self.folder)

    def create(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for alias in ALIASES:
            self.restore(alias)

    def restore(self, alias: str) -> None:
        self._drop(alias)
        shutil.copy(self.template() / f"{alias}.sqlite3", self.folder)

    def drop(self) -> None:
        for alias in ALIASES:
            self._drop(alias)

    def _drop(self, alias: str) -> None:
        for file in self.folder.glob(f"{alias}.sqlite3*"):
            file.unlink()

    @staticmethod
    def _env(folder: Path) -> dict[str, str]:
        return {variable: f"sqlite:///{folder / alias}.sqlite3" for alias, variable in ALIASES.items()}

    @classmethod
    def template(cls) -> Path:
        """Migrated once per state of the code, by whoever comes first."""
        template = TEMPLATES / code_state()
        TEMPLATES.mkdir(parents=True, exist_ok=True)
        with (TEMPLATES / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not template.exists():
                building = TEMPLATES / "building"
                shutil.rmtree(building, ignore_errors=True)
                building.mkdir()
                migrate(cls._env(building))
                for older in sorted(TEMPLATES.glob("*/"), key=lambda path: path.stat().st_mtime)[:-2]:
                    shutil.rmtree(older)
                building.rename(template)
        return template
