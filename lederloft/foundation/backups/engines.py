"""Copying and checking one database, for each of the two engines."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import connections

from lederloft.foundation.backups.errors import BackupDamaged, ToolFailed
from lederloft.foundation.backups.values import Table, digest_rows

_SKIPPED = ("sqlite_", "django_session")  # a session is a way in: nobody is signed in by a restore


class Engine(Protocol):
    """What backup and restore need of a database."""

    name: str
    file_name: str

    def copy_to(self, target: Path) -> dict[str, Table]:
        """Write a copy that is whole as of one moment, while others write; returns its tables' checksums."""

    def prepare(self, source: Path) -> dict[str, Table]:
        """Lay the copy beside the live database, without touching that; returns its tables' checksums."""

    def swap(self) -> None:
        """Let the prepared copy take the live one's place."""

    def give_up(self) -> None:
        """Remove what was prepared."""


class Sqlite:
    """A file."""

    name = "SQLite"

    def __init__(self, alias: str) -> None:
        self.file_name = f"{alias}.sqlite3"
        self._alias = alias
        self._live = Path(str(connections[alias].settings_dict["NAME"]))
        self._prepared = self._live.with_suffix(".restored")

    def copy_to(self, target: Path) -> dict[str, Table]:
        """SQLite's own online backup, then the sessions are taken out."""
        with closing(sqlite3.connect(self._live, timeout=60)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_session'").fetchone():
                copy.execute("DELETE FROM django_session")
                copy.commit()
                copy.execute("VACUUM")
        return self._digest(target)

    def prepare(self, source: Path) -> dict[str, Table]:
        """A copy beside the live file."""
        self.give_up()
        self._prepared.write_bytes(source.read_bytes())
        return self._digest(self._prepared)

    def swap(self) -> None:
        """Rename over the live file; its write-ahead log must go first, or the two would be mixed."""
        connections[self._alias].close()
        for ending in ("-wal", "-shm"):
            Path(f"{self._live}{ending}").unlink(missing_ok=True)
        self._prepared.replace(self._live)

    def give_up(self) -> None:
        """Remove the copy."""
        self._prepared.unlink(missing_ok=True)

    def _digest(self, path: Path) -> dict[str, Table]:
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
                if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    raise BackupDamaged(what=path.name)
                tables = database.execute("SELECT name, wr FROM pragma_table_list WHERE schema='main' AND type='table'")
                # A table without rowid lies in the order of its key, its first column.
                orders = {name: "1" if without_rowid else "rowid" for name, without_rowid in tables}
                return {
                    name: digest_rows(database.execute(f'SELECT * FROM "{name}" ORDER BY {orders[name]}'))  # noqa: S608
                    for name in sorted(orders)
                    if not name.startswith(_SKIPPED)
                }
        except sqlite3.DatabaseError as error:
            raise BackupDamaged(what=f"{path.name} ({error})") from error


class Postgresql:
    """A database on a server. Copied and restored by the login that migrates, since it alone sees every row."""

    name = "PostgreSQL"

    def __init__(self, alias: str) -> None:
        self.file_name = f"{alias}.pgdump"
        self._alias = alias
        found = connections[alias].settings_dict
        self._database = str(found["NAME"])
        self._prepared = f"{self._database}_restored"

    def copy_to(self, target: Path) -> dict[str, Table]:
        """pg_dump on one snapshot, and the checksums on the same one."""
        with self._connect(self._database) as live, live.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            self._run(
                "pg_dump",
                "--format=custom",
                f"--snapshot={snapshot}",
                "--exclude-table-data=django_session",
                f"--file={target}",
                f"--dbname={self._database}",
            )
            return self._digest(cursor)

    def prepare(self, source: Path) -> dict[str, Table]:
        """A database of its own beside the live one."""
        self.give_up()
        self._maintain(f'CREATE DATABASE "{self._prepared}" TEMPLATE template0')
        self._run("pg_restore", "--exit-on-error", f"--dbname={self._prepared}", str(source))
        with self._connect(self._prepared) as prepared, prepared.cursor() as cursor:
            return self._digest(cursor)

    def swap(self) -> None:
        """Rename both; the former one is dropped last."""
        connections[self._alias].close()
        former = f"{self._database}_former"
        self._maintain(
            f'DROP DATABASE IF EXISTS "{former}"',
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "  # noqa: S608 — names from our own settings
            f"WHERE datname IN ('{self._database}', '{self._prepared}') AND pid <> pg_backend_pid() "
            "AND usename = current_user",
            f'ALTER DATABASE "{self._database}" RENAME TO "{former}"',
            f'ALTER DATABASE "{self._prepared}" RENAME TO "{self._database}"',
            f'DROP DATABASE "{former}"',
        )

    def give_up(self) -> None:
        """Drop the prepared database."""
        self._maintain(f'DROP DATABASE IF EXISTS "{self._prepared}"')

    def _digest(self, cursor: Any) -> dict[str, Table]:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind='r' AND relnamespace='public'::regnamespace")
        names = sorted(row[0] for row in cursor.fetchall() if not row[0].startswith(_SKIPPED))
        found = {}
        for name in names:
            with cursor.copy(f'COPY (SELECT * FROM "{name}" ORDER BY 1) TO STDOUT') as rows:  # noqa: S608
                found[name] = digest_rows(bytes(row) for row in rows)
        return found

    def _parameters(self, database: str) -> dict[str, Any]:
        found = connections[self._alias].settings_dict
        return {
            "dbname": database,
            "user": found["USER"],
            "password": found["PASSWORD"],
            "host": found["HOST"],
            "port": found["PORT"],
        }

    @contextmanager
    def _connect(self, database: str) -> Iterator[Any]:
        import psycopg

        parameters = {key: value for key, value in self._parameters(database).items() if value}
        with closing(psycopg.connect(**parameters, autocommit=True)) as connection:
            yield connection

    def _maintain(self, *statements: str) -> None:
        with self._connect("postgres") as connection:
            for statement in statements:
                connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        found = self._parameters("")
        names = {"PGUSER": "user", "PGPASSWORD": "password", "PGHOST": "host", "PGPORT": "port"}
        environment = os.environ | {name: str(found[key]) for name, key in names.items() if found[key]}
        try:
            subprocess.run(  # noqa: S603 — a fixed program with our own arguments
                [program, "--no-password", *arguments], env=environment, check=True, capture_output=True, text=True
            )
        except FileNotFoundError:
            raise ToolFailed(program=program, reason="det er ikke installert") from None
        except subprocess.CalledProcessError as error:
            if program == "pg_restore":
                raise BackupDamaged(what=error.stderr.strip().splitlines()[0]) from None
            raise ToolFailed(program=program, reason=error.stderr.strip()) from None


def engine_for(alias: str) -> Engine:
    """The engine behind a database alias."""
    return Postgresql(alias) if connections[alias].vendor == "postgresql" else Sqlite(alias)
