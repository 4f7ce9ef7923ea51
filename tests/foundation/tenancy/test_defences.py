"""A defence that stands in name only is seen, and mended by raising it again."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import Error, connection, transaction

from lederloft.foundation.tenancy.api import missing_defences, raise_defences
from tests import lanes
from tests.postgres import APP, OWNER, migrate

pytestmark = pytest.mark.django_db

TRAIL, SUBJECT = "trail_trailentry", "trail_trailsubject"
OWN = "municipality_id = NULLIF(current_setting('app.municipality', true), '')::bigint"
FOREIGN = "municipality_id <> NULLIF(current_setting('app.municipality', true), '')::bigint"
POLICY = "only_own_municipality"


def named(pattern: str) -> tuple[str, str]:
    """The first trigger of that kind on the trail, and what it says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s ORDER BY name", [pattern]
        )
        name, sql = cursor.fetchone()
    return str(name), str(sql)


@pytest.mark.only_sqlite
@pytest.mark.parametrize("pattern", ["append_trail_%", "same_trail_%", "fixed_trail_%"])
@pytest.mark.parametrize("is_emptied", [True, False], ids=["does nothing", "never fires"])
def test_a_trigger_in_name_only_is_seen_and_mended(pattern: str, is_emptied: bool) -> None:
    name, sql = named(pattern)
    before, _, _after = sql.partition(" BEGIN ")
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"')
        never = " AND 0 BEGIN " if " WHEN " in sql else " WHEN 0 BEGIN "
        cursor.execute(f"{before} BEGIN SELECT 1; END" if is_emptied else sql.replace(" BEGIN ", never))
    assert named(pattern)[1] != sql
    assert missing_defences(connection) == [f"trigger {name}"]
    raise_defences(connection)
    assert missing_defences(connection) == []


@contextmanager
def as_owner(*statements: str, mend: list[str]) -> Iterator[None]:
    """The fault, for as long as it is looked at."""
    with psycopg.connect(lanes.databases.url(user=OWNER), autocommit=True) as owner:
        try:
            for statement in statements:
                owner.execute(statement)
            yield
        finally:
            for statement in mend:
                owner.execute(statement)


def key_of_subjects() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conname LIKE 'same_trail_trailsubject%'"
        )
        name, told = cursor.fetchone()
    return str(name), str(told)


@pytest.mark.only_postgresql
@pytest.mark.parametrize(
    "change",
    [
        "ALTER POLICY {policy} ON {table} USING (true)",
        "ALTER POLICY {policy} ON {table} WITH CHECK (true)",
        "ALTER POLICY {policy} ON {table} USING ({foreign})",
        "ALTER POLICY {policy} ON {table} USING ({own} OR true)",
        "ALTER POLICY {policy} ON {table} TO {owner}",
        "DROP POLICY {policy} ON {table}; CREATE POLICY {policy} ON {table} FOR SELECT USING ({own})",
        (
            "DROP POLICY {policy} ON {table}; CREATE POLICY {policy} ON {table} AS RESTRICTIVE USING ({own}) "
            "WITH CHECK ({own})"
        ),
        "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_policy_in_name_only_is_seen(change: str) -> None:
    words = {"policy": POLICY, "table": TRAIL, "own": OWN, "foreign": FOREIGN, "owner": OWNER}
    mend = [
        f"DROP POLICY IF EXISTS {POLICY} ON {TRAIL}",
        f"CREATE POLICY {POLICY} ON {TRAIL} USING ({OWN}) WITH CHECK ({OWN})",
        f"ALTER TABLE {TRAIL} ENABLE ROW LEVEL SECURITY",
    ]
    with as_owner(*change.format(**words).split("; "), mend=mend):
        assert missing_defences(connection) == [f"{TRAIL}: row-level security"]
    assert missing_defences(connection) == []


@pytest.mark.only_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_policy_beside_ours_is_seen() -> None:
    with as_owner(f"CREATE POLICY all_in ON {TRAIL} USING (true)", mend=[f"DROP POLICY all_in ON {TRAIL}"]):
        assert missing_defences(connection) == [f"{TRAIL}: a policy beside ours"]


@pytest.mark.only_postgresql
@pytest.mark.parametrize(
    "key",
    [
        f"FOREIGN KEY (entry_id) REFERENCES {TRAIL} (id) DEFERRABLE INITIALLY DEFERRED",
        (
            f"FOREIGN KEY (municipality_id, entry_id) REFERENCES {TRAIL} (municipality_id, id) "
            "DEFERRABLE INITIALLY DEFERRED NOT VALID"
        ),
        "CHECK (true)",
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_composite_key_in_name_only_is_seen(key: str) -> None:
    name, told = key_of_subjects()
    drop = f"ALTER TABLE {SUBJECT} DROP CONSTRAINT {name}"
    mend = [drop, f"ALTER TABLE {SUBJECT} ADD CONSTRAINT {name} {told}"]
    with as_owner(drop, f"ALTER TABLE {SUBJECT} ADD CONSTRAINT {name} {key}", mend=mend):
        assert missing_defences(connection) == [f"{SUBJECT}.entry_id: composite foreign key"]
    assert missing_defences(connection) == []


@pytest.mark.only_postgresql
@pytest.mark.parametrize(
    ("right", "on", "said"),
    [
        ("TRUNCATE", TRAIL, "may empty the table"),
        ("TRIGGER", SUBJECT, "may empty the table"),
        ("REFERENCES (id)", SUBJECT, "may empty the table"),
        ("TRUNCATE", "organisation_unit", "may empty the table"),
        ("DELETE", TRAIL, "append-only"),
        ("UPDATE (kind)", TRAIL, "append-only"),
        ("UPDATE", "trail_installationentry", "append-only"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_right_too_much_is_seen(right: str, on: str, said: str) -> None:
    with as_owner(f"GRANT {right} ON {on} TO {APP}", mend=[f"REVOKE {right} ON {on} FROM {APP}"]):
        (found,) = missing_defences(connection)
        assert found.startswith(f"{on}: ")
        assert said in found
    assert missing_defences(connection) == []


@pytest.mark.only_postgresql
@pytest.mark.parametrize("table", [TRAIL, "trail_installationentry", "organisation_unit"])
def test_the_applications_login_can_empty_no_table(table: str) -> None:
    with pytest.raises(Error, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.only_postgresql
@pytest.mark.django_db(transaction=True)
def test_raising_them_takes_back_what_was_given_and_mends_what_is_hollow() -> None:
    """As `lederloft migrate` does it, by the owner."""
    name, _told = key_of_subjects()
    spoil = (
        f"GRANT TRUNCATE, TRIGGER ON {TRAIL} TO {APP}",
        f"GRANT DELETE ON {TRAIL} TO {APP}",
        f"ALTER POLICY {POLICY} ON {TRAIL} USING (true)",
        f"ALTER TABLE {SUBJECT} DROP CONSTRAINT {name}",
        f"ALTER TABLE {SUBJECT} ADD CONSTRAINT {name} CHECK (true)",
    )
    with psycopg.connect(lanes.databases.url(user=OWNER), autocommit=True) as owner:
        for statement in spoil:
            owner.execute(statement)
    assert len(missing_defences(connection)) == 4
    migrate(lanes.databases.env() | {"MIGRATE_DATABASE_URL": lanes.databases.url(user=OWNER)})
    assert missing_defences(connection) == []
