"""The database or the disk is away: every face says 503 and when to try again; a fault of the program stays one."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError, connection
from django.db.utils import DatabaseErrorWrapper
from django.test import Client

from lederloft.config.databases import PATIENCE, database_from_url
from lederloft.foundation.acting.values import Role
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.health.api import is_out_of_service
from tests.domain.makers import Somebody, make_edition, make_town
from tests.faces.api.calling import make_key
from tests.faces.web.browsing import browser_of

FACES = {
    "/min-utvikling": "text/html",
    "/meg": "text/html",
    "/finnes-ikke": "text/html",
    "/helse": "application/json",
    "/api/v1/me/places": "application/problem+json",
    "/api/finnes-ikke": "application/problem+json",
}


@contextmanager
def every_statement_raises(error: Exception, *, only: str = "") -> Iterator[None]:
    def away(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if only in sql:
            raise error
        return execute(sql, params, many, context)

    with connection.execute_wrapper(away):
        yield


def browser(who: Somebody) -> Client:
    made = browser_of(who)
    made.raise_request_exception = False
    return made


def raised(act: Callable[[], object], wrap: Any = None) -> Exception:
    """What Django makes of a real error of the driver."""
    with pytest.raises(Exception) as caught, wrap or connection.wrap_database_errors:  # noqa: PT011 — whichever it is
        act()
    return caught.value


@pytest.mark.django_db
@pytest.mark.parametrize("path", FACES)
def test_no_database_at_all_is_said_by_each_face_in_its_own_manner(path: str) -> None:
    leader = browser(make_town().person())
    with every_statement_raises(OperationalError("gone")):
        answer = leader.get(path)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 10
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"].partition(";")[0] == FACES[path]
    if FACES[path] == "text/html":
        assert "Vi er straks tilbake" in answer.content.decode()
    elif path == "/helse":
        assert answer.json()["ready"] is False
    else:
        assert answer.json()["code"] == "api.unavailable"


@pytest.mark.django_db
def test_a_page_is_told_in_the_language_of_the_browser() -> None:
    leader = browser(make_town().person())
    with every_statement_raises(OperationalError("gone")):
        answer = leader.get("/min-utvikling", headers={"Accept-Language": "nn"})
    assert 'lang="nn"' in answer.content.decode()
    assert "Vent eit halvt minutt" in answer.content.decode()


@pytest.mark.django_db
def test_a_key_and_a_calendar_are_told_too() -> None:
    town = make_town()
    leader = town.person()
    secret, _key = make_key(leader.acting)
    calendars.make_feed(acting=leader.acting)
    with town.reading():
        feed = calendars.get_feed_secret(leader.acting)
    stranger = Client(raise_request_exception=False)
    with every_statement_raises(OperationalError("gone")):
        program = stranger.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
        calendar = stranger.get(f"/kalender/{feed}.ics")
    assert (program.status_code, program.json()["code"]) == (503, "api.unavailable")
    assert (calendar.status_code, calendar.headers["Retry-After"]) == (503, "30")
    assert calendar.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "<" not in calendar.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "table"), [("/min-utvikling", "participation_seat"), ("/api/v1/me/places", "participation_seat")]
)
def test_it_may_go_in_the_middle_of_a_view(path: str, table: str) -> None:
    town = make_town()
    make_edition(town)
    leader = browser(town.person())
    with every_statement_raises(OperationalError("gone"), only=table):
        answer = leader.get(path)
    assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (503, FACES[path])


@pytest.mark.django_db
@pytest.mark.parametrize("path", FACES)
@pytest.mark.parametrize("error", [IntegrityError("doubled"), ProgrammingError("no such column"), RuntimeError("x")])
def test_a_fault_of_the_program_stays_a_fault(path: str, error: Exception) -> None:
    leader = browser(make_town().person(Role.LEADER, Role.IT))
    with every_statement_raises(error):
        answer = leader.get(path)
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
    assert answer.headers["Content-Type"].partition(";")[0] == FACES[path]


def test_a_disk_without_room_is_no_fault_of_the_program() -> None:
    assert is_out_of_service(OSError(errno.ENOSPC, "No space left on device"))
    assert is_out_of_service(OSError(errno.EROFS, "Read-only file system"))
    assert not is_out_of_service(FileNotFoundError(errno.ENOENT, "No such file"))
    assert not is_out_of_service(None)


class _Sqlite:
    """What the wrapper asks of a connection."""

    Database = sqlite3
    errors_occurred = False


def on_file(path: Path, *statements: str, uri: str = "") -> Exception:
    """The real error of the last statement."""

    def act() -> None:
        with closing(sqlite3.connect(uri or path, uri=bool(uri), timeout=0, isolation_level=None)) as file:
            for statement in statements:
                file.execute(statement)

    return raised(act, DatabaseErrorWrapper(_Sqlite()))


FILL = "INSERT INTO t SELECT randomblob(1000) FROM t a, t b, t c, t d, t e, t f"


def test_what_sqlite_says_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "file.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("CREATE TABLE t (x UNIQUE NOT NULL)")
        file.executemany("INSERT INTO t VALUES (?)", [(n,) for n in range(5)])
        file.execute("BEGIN IMMEDIATE")
        away = {
            "locked": on_file(path, "BEGIN IMMEDIATE"),
            "read-only": on_file(path, "INSERT INTO t VALUES (9)", uri=f"file:{path}?mode=ro"),
            "gone": on_file(tmp_path / "no" / "folder", "SELECT 1"),
        }
    away["full"] = on_file(path, "PRAGMA max_page_count=10", FILL)
    ours = {
        "doubled": on_file(path, "INSERT INTO t VALUES (1)"),
        "no table": on_file(path, "SELECT * FROM gone"),
        "no grammar": on_file(path, "SELEKT"),
    }
    assert {name: str(error) for name, error in away.items() if not is_out_of_service(error)} == {}
    assert {name: str(error) for name, error in ours.items() if is_out_of_service(error)} == {}
    assert isinstance(ours["no table"], OperationalError), "the class alone would not tell"


def says(state: str) -> str:
    return f"DO $$ BEGIN RAISE EXCEPTION 'said' USING ERRCODE = '{state}'; END $$"


@pytest.mark.only_postgresql
@pytest.mark.django_db(transaction=True)
def test_what_postgresql_says_is_told_apart() -> None:
    def run(*statements: str) -> Exception:
        def act() -> None:
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)

        error = raised(act)
        connection.close()
        return error

    make_town()
    away = {state: run(says(state)) for state in ("53100", "53300", "55P03", "40P01", "57P03", "58030", "08006")}
    away["read-only"] = run("SET default_transaction_read_only = on", "DELETE FROM django_session")
    away["cut"] = run("SELECT pg_terminate_backend(pg_backend_pid())")
    ours = {state: run(says(state)) for state in ("23505", "22001", "42601", "XX000", "25P02")}
    ours["no table"] = run("SELECT * FROM gone")
    ours["not allowed"] = run("CREATE TABLE public.mine (x int)")
    assert {name: str(error) for name, error in away.items() if not is_out_of_service(error)} == {}
    assert {name: str(error) for name, error in ours.items() if is_out_of_service(error)} == {}


@pytest.mark.only_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_server_that_nobody_answers_for_is_away() -> None:
    kept = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict["PORT"] = "1"
    try:
        error = raised(connection.ensure_connection)
    finally:
        connection.settings_dict.update(kept)
    assert isinstance(error, DatabaseError)
    assert is_out_of_service(error)


def test_no_lock_is_waited_for_without_end_on_either_engine() -> None:
    options = database_from_url("postgresql://somebody@127.0.0.1/x")["OPTIONS"]
    assert (options["connect_timeout"], options["options"]) == (5, f"-c lock_timeout={PATIENCE}s")
    assert database_from_url("sqlite:///:memory:")["OPTIONS"]["timeout"] == PATIENCE == 20


def test_a_line_cut_without_a_word_is_found_out() -> None:
    options = database_from_url("postgresql://somebody@127.0.0.1/x")["OPTIONS"]
    cut = {"tcp_user_timeout": 30_000, "keepalives_idle": 30, "keepalives_interval": 10}
    assert {name: options.get(name) for name in cut} == cut
