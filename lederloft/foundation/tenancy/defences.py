"""What the database itself refuses, generated from the models after every migrate, safe to run again.

A row of one municipality can't be read by another (PostgreSQL: row-level security), can't point to another's row
(composite foreign keys; triggers on SQLite), can't change municipality, and an append-only table can't be changed.
What stands is compared by content with what would be made now: a policy that lets all through is no policy.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from lederloft.foundation.tenancy.models import Municipal

_POLICY = "only_own_municipality"
_OWN = "municipality_id = NULLIF(current_setting('app.municipality', true), '')::bigint"
# Goes past row-level security: emptying a table, triggers of one's own, keys that tell what is there.
_TOO_MUCH = ("TRUNCATE", "TRIGGER", "REFERENCES")


def _tables(connection: BaseDatabaseWrapper) -> set[str]:
    return set(connection.introspection.table_names())


def _municipal_models(connection: BaseDatabaseWrapper) -> list[type[models.Model]]:
    there = _tables(connection)
    found = [m for m in apps.get_models(include_auto_created=True) if issubclass(m, Municipal)]
    return sorted((m for m in found if m._meta.db_table in there), key=lambda m: m._meta.db_table)


def _append_only_models(connection: BaseDatabaseWrapper) -> list[type[models.Model]]:
    there = _tables(connection)
    found = [m for m in apps.get_models() if getattr(m, "append_only", False) and m._meta.db_table in there]
    return sorted(found, key=lambda m: m._meta.db_table)


def _inner_keys(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """(column, parent table) of every key from one municipal table to another."""
    for field in model._meta.local_concrete_fields:
        if isinstance(field, models.ForeignKey):
            parent = field.related_model
            if issubclass(parent, Municipal):
                yield field.column, parent._meta.db_table


def _name(prefix: str, *parts: str) -> str:
    digest = hashlib.sha256("/".join(parts).encode()).hexdigest()[:12]
    return f"{prefix}_{parts[0]}"[:48] + f"_{digest}"


def _app_role() -> str | None:
    """The login the application uses, when another login migrates."""
    role = settings.DATABASE_APP_ROLE
    return cast("str | None", role)


# --- PostgreSQL


def _postgresql(connection: BaseDatabaseWrapper) -> Iterator[str]:
    quote = connection.ops.quote_name
    role = _app_role()
    if role:
        yield f"GRANT USAGE ON SCHEMA public TO {quote(role)}"
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quote(role)}"
        yield f"REVOKE {', '.join(_TOO_MUCH)} ON ALL TABLES IN SCHEMA public FROM {quote(role)}"
        yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}"
    for model in _municipal_models(connection):
        table = model._meta.db_table
        yield f"ALTER TABLE {quote(table)} ENABLE ROW LEVEL SECURITY"
        yield f"DROP POLICY IF EXISTS {_POLICY} ON {quote(table)}"
        yield f"CREATE POLICY {_POLICY} ON {quote(table)} USING ({_OWN}) WITH CHECK ({_OWN})"
    present = _postgresql_constraints(connection)
    for model in _municipal_models(connection):
        table = model._meta.db_table
        whole = _name("whole", table)
        if whole not in present:
            yield f"ALTER TABLE {quote(table)} ADD CONSTRAINT {quote(whole)} UNIQUE (municipality_id, id)"
    for model in _municipal_models(connection):
        table = model._meta.db_table
        for column, parent in _inner_keys(model):
            name, key = _name("same", table, column), _composite_key(connection, column, parent)
            if present.get(name) != _bare(key):
                yield f"ALTER TABLE {quote(table)} DROP CONSTRAINT IF EXISTS {quote(name)}"
                yield f"ALTER TABLE {quote(table)} ADD CONSTRAINT {quote(name)} {key}"
    if role:
        for model in _append_only_models(connection):
            yield f"REVOKE UPDATE, DELETE ON {quote(model._meta.db_table)} FROM {quote(role)}"


def _composite_key(connection: BaseDatabaseWrapper, column: str, parent: str) -> str:
    quote = connection.ops.quote_name
    return (
        f"FOREIGN KEY (municipality_id, {quote(column)}) REFERENCES {quote(parent)} (municipality_id, id) "
        "DEFERRABLE INITIALLY DEFERRED"
    )


def _bare(sql: str | None) -> str:
    """As PostgreSQL tells it and as we write it, without what differs between the two: spaces, brackets, quotes."""
    return re.sub(r'[\s()"]|::text\b', "", sql or "")


def _postgresql_constraints(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Name → what it says; nothing for one whose triggers are turned off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(c.oid) FROM pg_constraint c WHERE NOT EXISTS "
            "(SELECT FROM pg_trigger t WHERE t.tgconstraint = c.oid AND t.tgenabled <> 'O')"
        )
        return {name: _bare(text) for name, text in cursor.fetchall()}


def _postgresql_missing(connection: BaseDatabaseWrapper) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_roles WHERE (rolsuper OR rolbypassrls OR rolcreaterole) "
            "AND pg_has_role(oid, 'MEMBER'))"
        )
        if cursor.fetchone()[0]:
            yield "role: the application's login is a superuser or may bypass row-level security"
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity, pg_has_role(c.relowner, 'MEMBER'), "
            "has_table_privilege(c.oid, %s) OR has_any_column_privilege(c.oid, 'REFERENCES'), "
            "has_any_column_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE') "
            "FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname",
            [", ".join(_TOO_MUCH)],
        )
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    for table, (_secured, owned, has_too_much, _changeable) in found.items():
        if owned:
            yield f"{table}: the application's login owns the table"
        elif has_too_much:
            yield f"{table}: the application's login may empty the table, or put triggers or keys on it"
    for model in _append_only_models(connection):
        if found[model._meta.db_table][3]:
            yield f"{model._meta.db_table}: append-only"
    secured = {table for table, (is_secured, *_) in found.items() if is_secured}
    yield from _postgresql_open(connection, secured)


def _postgresql_open(connection: BaseDatabaseWrapper, secured: set[str]) -> Iterator[str]:
    policies, constraints = _postgresql_policies(connection), _postgresql_constraints(connection)
    for model in _municipal_models(connection):
        table = model._meta.db_table
        there = policies.get(table, [])
        if table not in secured or _OUR_POLICY not in there:
            yield f"{table}: row-level security"
        if len(there) > 1:
            yield f"{table}: a policy beside ours"
        for column, parent in _inner_keys(model):
            if constraints.get(_name("same", table, column)) != _bare(_composite_key(connection, column, parent)):
                yield f"{table}.{column}: composite foreign key"


# Name, whether it permits, for which commands, for whom (0: all), which rows are seen, which may be written.
_OUR_POLICY = (_POLICY, True, "*", [0], _bare(_OWN), _bare(_OWN))


def _postgresql_policies(connection: BaseDatabaseWrapper) -> dict[str, list[tuple[object, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, p.polname, p.polpermissive, p.polcmd::text, p.polroles::bigint[], "
            "pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid) "
            "FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
        )
        found: dict[str, list[tuple[object, ...]]] = {}
        for table, *about, seen, written in cursor.fetchall():
            found.setdefault(table, []).append((*about, _bare(seen), _bare(written)))
        return found


# --- SQLite


def _sqlite_triggers(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    quote = connection.ops.quote_name
    for model in _municipal_models(connection):
        table = model._meta.db_table
        fixed = _name("fixed", table)
        yield (
            fixed,
            (
                f"CREATE TRIGGER {quote(fixed)} BEFORE UPDATE OF municipality_id ON {quote(table)} "
                "WHEN NEW.municipality_id IS NOT OLD.municipality_id "
                "BEGIN SELECT RAISE(ABORT, 'a row never changes municipality'); END"
            ),
        )
        for column, parent in _inner_keys(model):
            for verb in ("INSERT", f"UPDATE OF {quote(column)}"):
                name = _name("same", table, column, verb)
                yield (
                    name,
                    (
                        f"CREATE TRIGGER {quote(name)} BEFORE {verb} ON {quote(table)} "  # noqa: S608 — our own names
                        f"WHEN NEW.{quote(column)} IS NOT NULL AND EXISTS (SELECT 1 FROM {quote(parent)} "
                        f"WHERE id = NEW.{quote(column)} AND municipality_id <> NEW.municipality_id) "
                        "BEGIN SELECT RAISE(ABORT, 'a row points to another municipality'); END"
                    ),
                )
    for model in _append_only_models(connection):
        table = model._meta.db_table
        for verb in ("UPDATE", "DELETE"):
            name = _name("append", table, verb)
            yield (
                name,
                (
                    f"CREATE TRIGGER {quote(name)} BEFORE {verb} ON {quote(table)} "
                    "BEGIN SELECT RAISE(ABORT, 'what has happened is never changed'); END"
                ),
            )


def _sqlite(connection: BaseDatabaseWrapper) -> Iterator[str]:
    for name, create in _sqlite_triggers(connection):
        yield f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(name)}"
        yield create


def _sqlite_missing(connection: BaseDatabaseWrapper) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        there = dict(cursor.fetchall())
    for name, create in _sqlite_triggers(connection):
        if there.get(name) != create:
            yield f"trigger {name}"


# --- both


def raise_defences(connection: BaseDatabaseWrapper) -> None:
    """Put every defence in place. Safe to run again; part of our ``migrate``."""
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for statement in make(connection):
            cursor.execute(statement)


@contextmanager
def history_open(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """On SQLite, take away what keeps history from being deleted, and put it back, in the transaction that runs.

    On PostgreSQL there is nothing to take away: the tables' owner may, and the application's login never may.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        for model in _append_only_models(connection):
            for verb in ("UPDATE", "DELETE"):
                name = _name("append", model._meta.db_table, verb)
                cursor.execute(f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(name)}")
    yield
    raise_defences(connection)


def missing_defences(connection: BaseDatabaseWrapper) -> list[str]:
    """What stands open, in words for IT; empty when all defences are up. Run as the application's own login."""
    look = _postgresql_missing if connection.vendor == "postgresql" else _sqlite_missing
    return list(look(connection))
