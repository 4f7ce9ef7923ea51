"""The examples hold what the two documents say, show every role, and go without a trace."""

import json
import os
import subprocess
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from lederloft.domain.organisation.api import (
    LevelModel,
    get_profile,
    list_held,
    list_people,
    list_units,
    may_administer,
    person_emails,
    visible_to,
)
from lederloft.domain.participation.api import Seat, SeatState
from lederloft.domain.programmes.api import Edition, EditionState, list_gatherings
from lederloft.faces.commands.examples.names import address_of, invented_names
from lederloft.faces.commands.examples.seasons import Spring, last_spring, next_spring
from lederloft.faces.commands.main import main
from lederloft.foundation.access.api import get_acting
from lederloft.foundation.access.sign_in import find_example_account
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import Municipality, get_municipality, list_municipalities, scope
from lederloft.foundation.trail.api import Via
from tests.postgres import OWNER, ROOT, Databases
from tests.server import COMMAND
from tests.sqlite import SqliteFiles

# --- names and dates


def test_nobody_has_the_same_name_or_an_address_that_exists() -> None:
    names = [name for name, _ in zip(invented_names(0), range(1480), strict=False)]
    assert len(set(names)) == 1480
    assert address_of("Åse Ødegård", "vik") == "ase.odegard@eksempel.vik.invalid"
    assert all(address_of(name, "vik").isascii() for name in names)


@pytest.mark.parametrize("today", [date(2024, 1, 1) + timedelta(days=n) for n in range(0, 366, 5)])
def test_one_spring_is_over_and_the_next_lies_ahead(today: date) -> None:
    last, coming = last_spring(today), next_spring(today)
    assert last.thursdays[-1] < today
    assert coming.wednesdays[0] - today >= timedelta(weeks=4)
    assert last.year < coming.year <= today.year + 1


def test_gatherings_are_on_wednesdays_and_thursdays() -> None:
    assert Spring(2024).wednesdays == (date(2024, 2, 14), date(2024, 3, 13), date(2024, 4, 10))
    assert Spring(2024).thursdays == (date(2024, 2, 15), date(2024, 3, 21), date(2024, 4, 18))


# --- the municipalities


@pytest.fixture
def loaded(db: None) -> dict[str, Municipality]:
    assert main(["examples", "load"]) == 0
    return {municipality.slug: municipality for municipality in list_municipalities()}


def levels(municipality: Municipality, on: date) -> Counter[str]:
    with scope(municipality.id):
        held = list_held(acting=upkeep(municipality_id=municipality.id), on=on)
        return Counter(one.level_name for one in held if one.level_rank is not None)


def test_the_examples_hold_what_the_documents_say(
    loaded: dict[str, Municipality], capsys: pytest.CaptureFixture[str]
) -> None:
    today = clock.today()
    assert all(municipality.is_example for municipality in loaded.values())
    roros, stavanger = loaded["roros"], loaded["stavanger"]
    eighteen = {"Rådmann": 1, "Kommunalsjef": 3, "Virksomhetsleder": 14}
    assert levels(roros, today) == levels(roros, date(2015, 5, 1)) == eighteen
    assert levels(roros, date(2015, 4, 30)) == {}
    assert levels(stavanger, today).total() == 40
    with scope(roros.id):
        profile = get_profile(on=today)
        assert profile is not None
        assert profile.details.level_model == LevelModel.TWO
        assert max(unit.depth for unit in list_units(on=today)) == 2
        edition = Edition.objects.get()
        assert {g.place for g in list_gatherings(edition.id)} == {"Rådhuset på Røros"}
        assert Seat.objects.filter(state=SeatState.SEATED).count() == 18
    with scope(stavanger.id):
        profile = get_profile(on=today)
        assert profile is not None
        assert profile.details.level_model == LevelModel.THREE
        assert profile.details.contact_email.endswith("@eksempel.stavanger.invalid")
        assert max(unit.depth for unit in list_units(on=today)) == 3
        editions = Edition.objects.all()
        assert Counter(edition.state for edition in editions) == {EditionState.OPEN: 2, EditionState.COMPLETED: 1}
        assert {edition.module.name for edition in editions} == {"Teamledelse", "Ledelse gjennom dialog"}
        for edition in editions:
            gatherings = list_gatherings(edition.id)
            assert len(gatherings) == 3
            assert sum(gathering.counted_minutes for gathering in gatherings) == 540
        states = Counter(Seat.objects.values_list("state", flat=True))
        assert states[SeatState.QUEUED] > 0
        assert states[SeatState.COMPLETED] > 0
        assert states[SeatState.NOT_COMPLETED] > 0

        leader = find_example_account(Role.LEADER, stavanger)
        assert leader is not None
        acting = get_acting(leader.id, stavanger.id, via=Via.SESSION)
        hers = Counter(Seat.objects.filter(person_id=acting.person_id).values_list("state", flat=True))
        assert hers == {SeatState.NOT_COMPLETED: 1, SeatState.QUEUED: 1}

    for municipality in loaded.values():
        for role in Role:
            account = find_example_account(role, municipality)
            assert account is not None, (municipality.slug, role)
            assert account.email.endswith(f"@eksempel.{municipality.slug}.invalid")
            acting = get_acting(account.id, municipality.id, via=Via.SESSION)
            assert acting.has(role)
            assert acting.person_id
            with scope(municipality.id):
                assert visible_to(acting).filter(id=acting.person_id).exists()
                assert bool(may_administer(acting, None)) == (role in {Role.IT, Role.DEVELOPMENT_OFFICE})
        with scope(municipality.id):
            people = list_people(acting=upkeep(municipality_id=municipality.id), on=today)
            assert len({person.name for person in people}) == len(people)
            emails = person_emails([person.person_id for person in people])
            assert all(email.endswith(".invalid") for email in emails.values())

    capsys.readouterr()
    assert main(["examples", "load", "--if-empty", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"loaded": []}
    assert main(["examples", "load", "roros"]) == 0
    assert capsys.readouterr().out == "roros: finnes fra før\n"
    assert len(list_municipalities()) == 2


@pytest.mark.django_db(databases=["default", "answers", "buffer"])
def test_only_examples_that_exist_are_loaded_and_removed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examples", "load", "oslo"]) == 2
    assert "«oslo» er ikke et eksempel. Velg blant stavanger, roros." in capsys.readouterr().err
    assert list_municipalities() == []


@pytest.mark.only_sqlite
@pytest.mark.django_db(databases=["default", "answers", "buffer"])
def test_a_real_municipality_is_never_removed(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--name", "Vik kommune", "--number", "9901", "--organisation-number", "800000009"]
    assert main(["create-municipality", "vik", *given]) == 0
    assert main(["examples", "remove", "vik"]) == 2
    assert "«vik» er ikke en eksempelkommune." in capsys.readouterr().err
    assert get_municipality("vik")


ROWS = """
import json, django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    tables = [t for t in connection.introspection.table_names(cursor) if not t.startswith("django_migr")]
    told = {}
    for table in tables:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        told[table] = [repr(row) for row in cursor.fetchall()]
print(json.dumps(told))
"""


@pytest.mark.races
def test_removed_examples_leave_no_row_in_any_table(real_databases: Databases | SqliteFiles, tmp_path: Path) -> None:
    env = os.environ | real_databases.env() | {"LEDERLOFT_DATA_DIR": str(tmp_path)}
    env["DJANGO_SETTINGS_MODULE"] = "lederloft.config.settings.test"
    owner = env
    if isinstance(real_databases, Databases):
        # As the owner, since row-level security shows the application nothing.
        owner = env | real_databases.env(OWNER)
        env["MIGRATE_DATABASE_URL"] = owner["DATABASE_URL"]

    def run(*words: str, env: dict[str, str] = env) -> str:
        done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows() -> dict[str, list[str]]:
        return json.loads(run(str(ROOT / ".venv/bin/python"), "-c", ROWS, env=owner))

    before = rows()
    run(str(COMMAND), "examples", "load")
    loaded = rows()
    assert sum(map(len, loaded.values())) > sum(map(len, before.values())) + 1000
    run(str(COMMAND), "examples", "remove", "roros")
    assert any("eksempel.stavanger.invalid" in row for found in rows().values() for row in found)
    run(str(COMMAND), "examples", "remove")
    after = rows()
    told = after.pop("trail_installationentry")
    assert len(told) >= 4
    assert not [row for row in told if "eksempel" in row]
    # What stays: the facts of the installation, counters of ids, and how many rows stood behind each index.
    before.pop("trail_installationentry")
    for table in ("sqlite_sequence", "sqlite_stat1"):
        before.pop(table, None)
        assert not [row for row in after.pop(table, []) if "eksempel" in row]
    assert after == before
    assert json.loads(run(str(COMMAND), "check", "--json"))["ready"]
