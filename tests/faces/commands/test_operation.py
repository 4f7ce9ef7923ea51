"""migrate, check and create-municipality, in this process."""

import json
from datetime import date

import pytest
from django.db import connection

from lederloft.config.owner_databases import owner_databases
from lederloft.domain.organisation.api import LevelModel, TitleKind, get_profile, list_levels, list_people, list_units
from lederloft.faces.commands.main import main
from lederloft.foundation.access.api import get_open_invitation
from lederloft.foundation.acting.values import upkeep
from lederloft.foundation.tenancy.api import get_municipality, scope
from lederloft.foundation.trail.models import InstallationEntry

VIK = [
    "create-municipality",
    "vik",
    "--name",
    "Vik kommune",
    "--number",
    "9901",
    "--organisation-number",
    "800 000 009",
]


@pytest.mark.django_db
def test_a_municipality_is_created_with_its_administrator(capsys: pytest.CaptureFixture[str]) -> None:
    given = [
        "--model",
        "two",
        "--top-leader",
        "Rådmann",
        "--from",
        "01.05.2015",
        "--administrator",
        "Ola@Vik.no",
        "--json",
    ]
    assert main([*VIK, *given]) == 0
    told = json.loads(capsys.readouterr().out)
    municipality = get_municipality("vik")
    invitation = get_open_invitation(told["invitation"].rpartition("/")[2])
    assert (invitation.email, invitation.role, invitation.municipality_id) == ("ola@vik.no", "it", municipality.id)
    with scope(municipality.id):
        profile = get_profile(on=date(2015, 5, 1))
        assert profile is not None
        assert (profile.details.organisation_number, profile.details.level_model) == ("800000009", LevelModel.TWO)
        assert profile.titles == {TitleKind.TOP_LEADER: "Rådmann", TitleKind.DEVELOPMENT_OFFICE: "HR"}
        assert [level.name for level in list_levels()] == ["Rådmann", "Kommunalsjef", "Virksomhetsleder"]
        assert [unit.name for unit in list_units(on=date(2015, 5, 1))] == ["Vik kommune"]
        people = list_people(acting=upkeep(municipality_id=municipality.id), on=date(2024, 1, 1))
        assert [person.email for person in people] == ["ola@vik.no"]
    assert InstallationEntry.objects.get().via == "command"


@pytest.mark.django_db
def test_levels_can_be_named_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*VIK, "--level", "Direktør", "--level", "Leder"]) == 0
    assert capsys.readouterr().out == "Kommunen vik er opprettet.\n"
    with scope(get_municipality("vik").id):
        assert [level.name for level in list_levels()] == ["Kommunedirektør", "Direktør", "Leder"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "line"),
    [
        (["--organisation-number", "800000008"], "Organisasjonsnummeret «800000008» er ikke gyldig."),
        (["--number", "99"], "Kommunenummeret «99» har ikke fire sifre."),
        (["--administrator", "ola"], "E-postadressen «ola» er ikke gyldig."),
    ],
)
def test_a_refusal_leaves_nothing_behind(given: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*VIK, *given]) == 2
    said = capsys.readouterr()
    assert line in said.err
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert not InstallationEntry.objects.exists()


@pytest.mark.django_db(databases=["default", "answers", "buffer"])
def test_check_tells_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ready"]
    assert set(told["checks"].values()) == {"ok"}
    assert {"database_default", "database_answers", "database_buffer", "defences", "jobs"} <= set(told["checks"])


@pytest.mark.only_sqlite
@pytest.mark.django_db(databases=["default", "answers", "buffer"])
def test_check_tells_what_is_missing_and_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'append_trail%'")
        trigger = cursor.fetchone()[0]
        cursor.execute(f"DROP TRIGGER {trigger}")
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert f"vern mellom kommuner: trigger {trigger}" in said
    assert "kjør «lederloft migrate» som eier" in said
    assert said.endswith("Løsningen er ikke klar.\n")


# --- the owner's logins

POSTGRESQL = {"ENGINE": "django.db.backends.postgresql", "NAME": "a", "HOST": "h", "PORT": "1", "USER": "app"}
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "a"}


def test_without_an_owner_everybody_is_herself() -> None:
    assert owner_databases({"default": POSTGRESQL}, {}) == {}


def test_one_owner_owns_all_on_the_same_server() -> None:
    databases = {"default": POSTGRESQL, "answers": POSTGRESQL | {"NAME": "b"}, "buffer": SQLITE}
    owners = owner_databases(databases, {"MIGRATE_DATABASE_URL": "postgresql://owner:secret@h:1/a"})
    assert set(owners) == {"default", "answers"}
    assert {alias: (owner["USER"], owner["NAME"]) for alias, owner in owners.items()} == {
        "default": ("owner", "a"),
        "answers": ("owner", "b"),
    }


def test_each_database_may_have_an_owner_of_its_own() -> None:
    environment = {
        "MIGRATE_DATABASE_URL": "postgresql://owner@h/a",
        "MIGRATE_ANSWERS_DATABASE_URL": "postgresql://other@elsewhere/b",
    }
    owners = owner_databases({"default": POSTGRESQL, "answers": POSTGRESQL}, environment)
    assert (owners["answers"]["USER"], owners["answers"]["HOST"]) == ("other", "elsewhere")
