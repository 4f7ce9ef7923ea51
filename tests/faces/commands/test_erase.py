"""`lederloft erase`: by key or address, with a receipt; bad input is one line."""

import json
from pathlib import Path
from typing import Any

import pytest

from lederloft.domain.organisation.models import Person
from lederloft.faces.commands.main import main
from lederloft.foundation.access.models import Account, Membership
from lederloft.foundation.privacy.api import list_receipts
from lederloft.foundation.tenancy.api import scope
from tests.canaries import Woman, make_woman
from tests.makers import make_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def woman() -> Woman:
    return make_woman()


def name_of(woman: Woman) -> str:
    with scope(woman.municipality.id):
        return Person.objects.get(pk=woman.person.pk).name


def test_an_address_is_enough(woman: Woman, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["erase", woman.account.email, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["is_done"]
    assert told["deleted"]["Kontoer"] == 1
    assert Path(told["path"]).exists()
    assert name_of(woman) == ""
    assert not Account.objects.filter(pk=woman.account.pk).exists()


def test_a_key_with_the_municipality(woman: Woman, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["erase", woman.person.public_key, "--municipality", woman.municipality.slug]) == 0
    said = capsys.readouterr().out
    assert "Opplysningene om personen er slettet." in said
    assert "Sikkerhetskopier til" in said
    assert list_receipts()[0].key in said
    assert not [word for word in woman.canaries if word in said]


def test_a_dry_run_changes_nothing(woman: Woman, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["erase", woman.account.public_key, "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["deleted"]["Kontoer"] == 1
    assert name_of(woman)
    assert list_receipts() == []


def test_what_can_be_mended_is_one_line(woman: Woman, capsys: pytest.CaptureFixture[str]) -> None:
    Membership.objects.create(account=woman.account, municipality=make_municipality())
    for words in (
        ["erase"],
        ["erase", "nobody@example.org"],
        ["erase", woman.account.email],
        ["erase", woman.account.email, "--municipality", "finnes-ikke"],
    ):
        assert main(words) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert woman.account.email not in said.err
    assert name_of(woman)
