"""Databases for the tests on the throw-away clusters of scripts/postgres.

A template per state of the code is migrated once by the owner and cloned for whoever needs fresh databases; the
application connects to the clones with its own weak login, as in production.

    databases = Databases("safe")     # or "fast"
    databases.create()                # three clones
    env = os.environ | databases.env()
    databases.restore("default")      # as new again
    databases.drop()
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
ALIASES = {"default": "DATABASE_URL", "answers": "ANSWERS_DATABASE_URL", "buffer": "BUFFER_DATABASE_URL"}
OWNER, APP = "lederloft_owner", "lederloft_app"
COMMAND = Path(sys.executable).parent / "lederloft"
_LOCK = 6302  # any number, the same in all processes
_numbers = count(1)


def migrate(env: dict[str, str]) -> None:
    """As an installation does it: by the command, on PostgreSQL as the owner."""
    test = {"DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test"}
    done = subprocess.run([COMMAND, "migrate"], env=os.environ | test | env, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"lederloft migrate ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def code_state() -> str:
    """A name for what a migrated database depends on."""
    code = ROOT / "lederloft"
    files = [
        ROOT / "requirements-dev.txt",
        *code.glob("**/migrations/*.py"),
        *code.glob("**/models.py"),
        *code.glob("**/models/*.py"),
        *code.glob("foundation/**/*.py"),
        *code.glob("config/**/*.py"),
    ]
    digest = hashlib.sha256(sys.version.encode())
    for file in sorted(files):
        digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()[:12]


class Databases:
    """Three databases of one test process (or one server under test) on one cluster."""

    def __init__(self, cluster: str = "fast") -> None:
        self.cluster = cluster
        # The process id in the name lets a later run sweep away what a killed one left.
        self.name = f"test_{os.getpid()}_{next(_numbers)}"

    def env(self, user: str = APP) -> dict[str, str]:
        """The settings a server, worker or command under test needs."""
        return self._env(self.name, user)

    def url(self, alias: str = "default", user: str = APP) -> str:
        return f"postgresql://{user}@{self._address}/{self.name}_{alias}"

    def create(self) -> None:
        with self._locked():
            self._sweep()
            self.template = self._template()
            for alias in ALIASES:
                self._clone(alias)

    def restore(self, alias: str) -> None:
        """Throw the database away, whoever is connected, and clone it again."""
        self._drop(f"{self.name}_{alias}")
        self._clone(alias)

    def empty(self, alias: str) -> None:
        """Throw the database away and make one with nothing in it, as an owner does before the first migration."""
        self._drop(f"{self.name}_{alias}")
        self._owner.execute(f"CREATE DATABASE {self.name}_{alias} TEMPLATE template0")

    def grant_create(self) -> None:
        """Let the application's login make tables, which it may not in a real installation."""
        with psycopg.connect(self.url(user=OWNER), autocommit=True) as connection:
            connection.execute(f"GRANT CREATE ON SCHEMA public TO {APP}")

    def drop(self) -> None:
        for alias in ALIASES:
            self._drop(f"{self.name}_{alias}")
        self._hang_up()

    def script(self, verb: str) -> str:
        """scripts/postgres start, stop or kill for this cluster; a new connection is needed afterwards."""
        self._hang_up()
        done = subprocess.run(
            [ROOT / "scripts/postgres", verb, self.cluster], stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout.strip()

    @cached_property
    def _address(self) -> str:
        return self.script("start").replace(" ", ":")

    @cached_property
    def _owner(self) -> psycopg.Connection:
        return psycopg.connect(f"postgresql://{OWNER}@{self._address}/postgres", autocommit=True)

    @cached_property
    def _superuser(self) -> psycopg.Connection:
        return psycopg.connect(f"postgresql://postgres@{self._address}/postgres", autocommit=True)

    def _hang_up(self) -> None:
        for name in ("_owner", "_superuser"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()

    def _env(self, name: str, user: str) -> dict[str, str]:
        return {variable: f"postgresql://{user}@{self._address}/{name}_{alias}" for alias, variable in ALIASES.items()}

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._owner.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            self._owner.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])

    def _names(self) -> list[str]:
        return [row[0] for row in self._owner.execute("SELECT datname FROM pg_database ORDER BY oid")]

    def _clone(self, alias: str) -> None:
        self._owner.execute(f"CREATE DATABASE {self.name}_{alias} TEMPLATE {self.template}_{alias}")

    def _drop(self, name: str) -> None:
        # Only a superuser may throw out the one who cleans up, whom the cluster sends by itself.
        self._superuser.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _sweep(self) -> None:
        for name in self._names():
            kind, _, rest = name.partition("_")
            if kind == "test" and not Path(f"/proc/{rest.split('_')[0]}").exists():
                self._drop(name)

    def _template(self) -> str:
        template = f"template_{code_state()}"
        names = self._names()
        if all(f"{template}_{alias}" in names for alias in ALIASES):
            return template
        # Half-made ones go, and all but the newest templates (another run may still clone from those).
        for name in [n for n in names if n.startswith("building_")] + older_templates(names):
            self._drop(name)
        for alias in ALIASES:
            self._owner.execute(f"CREATE DATABASE building_{alias}")
        migrate(self._env("building", APP) | {"MIGRATE_DATABASE_URL": self._env("building", OWNER)["DATABASE_URL"]})
        for alias in ALIASES:
            self._owner.execute(f"ALTER DATABASE building_{alias} RENAME TO {template}_{alias}")
        return template


def older_templates(names: list[str]) -> list[str]:
    return [name for name in names if name.startswith("template_")][: -2 * len(ALIASES)]
