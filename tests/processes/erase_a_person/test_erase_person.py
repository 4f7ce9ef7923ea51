"""Erasing: everything the marks say is hers goes or is emptied; others and other municipalities are left alone."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection

from lederloft.domain.organisation.models import Person
from lederloft.foundation.access.api import LastAdministrator, keep_an_administrator
from lederloft.foundation.access.models import Account, Membership, RoleGrant, StandIn
from lederloft.foundation.acting.values import Acting, Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.documents.api import Audience, store_document
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.privacy.api import (
    list_receipts,
    read_atlas,
    receipts_folder,
    redo_erasures,
    what_remains,
    write_receipt,
)
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import Via
from lederloft.foundation.trail.models import InstallationEntry, TrailEntry, TrailReason
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.erase_a_person.api import (
    PersonNotFound,
    SeveralMunicipalities,
    erase_person,
    find_person,
    get_consequences,
)
from tests.canaries import Woman, fill, fill_everything, make_woman
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

Callbacks = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "documents"


def every_value() -> Iterator[tuple[str, str]]:
    """(table, value as text) of everything in the database, whoever owns it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield from ((table, str(value)) for value in row if value is not None)


def found_in_database(woman: Woman) -> set[str]:
    """Where words of hers still stand, and what they were."""
    with scope(woman.municipality.id):
        return {
            f"{table}: {where}"
            for table, value in every_value()
            for word, where in woman.canaries.items()
            if word in value
        }


def command(woman: Woman) -> Acting:
    return upkeep(municipality_id=woman.municipality.id, via=Via.COMMAND)


def erase(woman: Woman) -> Any:
    return erase_person(find_person(woman.person.public_key, municipality_id=None), acting=command(woman))


def sign_in(woman: Woman) -> str:
    session = import_module(django_settings.SESSION_ENGINE).SessionStore()
    session["_auth_user_id"] = str(woman.account.pk)
    session.create()
    return str(session.session_key)


@use_case(may=lambda acting, _subject: acting.is_upkeep)
def store(title: str, *, audience: Audience, owner: tuple[str, int] | None, acting: Acting) -> int:
    return store_document(title=title, name=f"{title}.txt", content=title.encode(), audience=audience, owner=owner).pk


def test_nothing_of_her_is_left(django_capture_on_commit_callbacks: Callbacks, tmp_path: Path) -> None:
    woman = make_woman()
    made = fill_everything(woman)
    sign_in(woman)
    title = woman.word("a document about her")
    store(title, audience=Audience.OWNER, owner=("organisation.person", woman.person.pk), acting=command(woman))
    assert len(woman.canaries) > 15
    assert len({where.split(":")[0] for where in found_in_database(woman)}) > 10
    assert any(title.encode() in path.read_bytes() for path in tmp_path.rglob("documents/**/*") if path.is_file())
    with django_capture_on_commit_callbacks(execute=True):
        receipt = erase(woman)
    work = {word for word, where in woman.canaries.items() if where in OF_THE_MUNICIPALITY}
    woman.canaries = {word: where for word, where in woman.canaries.items() if word not in work}
    assert found_in_database(woman) == set()
    assert not any(title.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert receipt.is_done
    assert receipt.deleted["Kontoer"] == 1
    assert receipt.deleted["Økter"] == 1
    assert "trail.trailentry" in made


# What she made for the municipality stays, and nobody can tell that she did.
OF_THE_MUNICIPALITY = {"documents.document.title", "documents.documentversion.file_name"}


def test_no_key_leads_from_a_row_to_her() -> None:
    woman = make_woman()
    fill_everything(woman)
    account_id = woman.account.pk
    erase(woman)
    atlas = read_atlas()
    pointing = set()
    with scope(woman.municipality.id):
        for model in atlas.marks:
            for key, root in atlas.keys(model):
                ids = [account_id] if root == "account" else []
                if model._base_manager.filter(**{f"{key.attname}__in": ids}).exists():
                    pointing.add(model._meta.label)
    # The trail is never changed; its numbers lead to nobody.
    assert pointing <= {"trail.TrailEntry", "trail.InstallationEntry"}
    assert not Account.objects.filter(pk=account_id).exists()


def test_the_receipt_lies_outside_the_database_and_holds_no_personal_data() -> None:
    woman = make_woman()
    fill_everything(woman)
    receipt = erase(woman)
    text = (receipts_folder() / f"{receipt.key}.json").read_text(encoding="utf-8")
    assert not [where for word, where in woman.canaries.items() if word in text]
    held = json.loads(text)
    assert held["person"] == woman.person.public_key
    assert held["municipality"] == woman.municipality.public_key
    assert {one["what"] for one in held["remains"]} >= {"Sikkerhetskopier", "Sendt e-post"}
    assert all(one["until"] >= clock.today().isoformat() for one in held["remains"] if one["until"])
    assert list_receipts() == [receipt]


def test_others_are_left_alone() -> None:
    hers = make_woman()
    colleague, foreigner = make_woman(hers.municipality), make_woman()
    for woman in (hers, colleague, foreigner):
        fill_everything_once(woman, is_first=woman is not colleague)
    before = {woman.person.pk: found_in_database(woman) for woman in (colleague, foreigner)}
    erase(hers)
    for woman in (colleague, foreigner):
        assert found_in_database(woman) == before[woman.person.pk]


def fill_everything_once(woman: Woman, *, is_first: bool) -> None:
    """One profile is enough for a municipality."""
    if is_first:
        fill_everything(woman)
        return
    with scope(woman.municipality.id):
        for label in ("drafts.draft", "participation.seat", "access.rolegrant"):
            fill(woman, next(model for model in read_atlas().marks if model._meta.label_lower == label))


def test_an_account_that_serves_another_municipality_stays_there() -> None:
    woman = make_woman()
    other = make_municipality()
    Membership.objects.create(account=woman.account, municipality=other)
    with scope(other.id):
        RoleGrant.objects.create(account=woman.account, role="coach", scope_kind="own", valid_from=clock.today())
    fill_everything(woman)
    receipt = erase_person(
        find_person(woman.person.public_key, municipality_id=woman.municipality.id), acting=command(woman)
    )
    assert not receipt.is_account_gone
    assert Account.objects.filter(pk=woman.account.pk).exists()
    assert list(Membership.objects.values_list("municipality_id", flat=True)) == [other.id]
    with scope(other.id):
        assert RoleGrant.objects.filter(account=woman.account).exists()
    with scope(woman.municipality.id):
        assert not RoleGrant.objects.filter(account=woman.account).exists()
        assert Person.objects.get(pk=woman.person.pk).name == ""


def test_what_an_account_left_behind_elsewhere_goes_too() -> None:
    woman = make_woman()
    other = make_municipality()
    with scope(other.id):
        RoleGrant.objects.create(account=woman.account, role="coach", scope_kind="own", valid_from=clock.today())
    erase(woman)
    assert not Account.objects.filter(pk=woman.account.pk).exists()
    with scope(other.id):
        assert not RoleGrant.objects.exists()


def test_somebody_she_stood_in_for_keeps_her_own() -> None:
    woman = make_woman()
    boss = make_account(woman.municipality, Role.UNIT_HEAD)
    with scope(woman.municipality.id):
        StandIn.objects.create(
            absent_account=boss,
            stand_in_account=woman.account,
            valid_from=clock.today(),
            valid_to=clock.today() + timedelta(days=9),
        )
    erase(woman)
    with scope(woman.municipality.id):
        assert not StandIn.objects.exists()
        assert RoleGrant.objects.filter(account=boss).exists()


def test_reasons_others_wrote_about_her_go() -> None:
    woman = make_woman()

    @use_case(may=lambda acting, _subject: acting.is_upkeep)
    def act(*, acting: Acting) -> None:
        from lederloft.foundation.trail.api import record
        from lederloft.processes.erase_a_person.api import PersonErased

        fact = PersonErased(person_id=woman.person.pk, account_id=None, deleted=0, emptied=0)
        record(fact, because=f"{woman.word('a reason')} bad om det")

    act(acting=command(woman))
    erase(woman)
    with scope(woman.municipality.id):
        assert not TrailReason.objects.exists()
        assert TrailEntry.objects.exists()


def test_the_officer_erases_in_her_own_municipality_only() -> None:
    woman, other = make_woman(), make_municipality()
    found = find_person(woman.person.public_key, municipality_id=None)
    here = acting_for(woman.municipality, make_account(woman.municipality, Role.DATA_PROTECTION))
    there = acting_for(other, make_account(other, Role.DATA_PROTECTION))
    leader = acting_for(woman.municipality, make_account(woman.municipality, Role.LEADER, Role.IT))
    with pytest.raises(PersonNotFound):
        erase_person(found, acting=there)
    with pytest.raises(NotAllowed):
        erase_person(found, acting=leader)
    assert list_receipts() == []
    assert erase_person(found, acting=here).is_done
    with scope(woman.municipality.id):
        entry = TrailEntry.objects.get(kind="erase_a_person.PersonErased")
        assert entry.account_id == here.account_id


def test_the_officer_leaves_somebody_who_can_manage_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    woman = make_woman()
    with scope(woman.municipality.id):
        fill(woman, RoleGrant, role=Role.IT, scope_kind="municipality", scope_id=None, valid_to=None)
    found = find_person(woman.person.public_key, municipality_id=None)
    officer = acting_for(woman.municipality, make_account(woman.municipality, Role.DATA_PROTECTION))
    with pytest.raises(LastAdministrator):
        erase_person(found, acting=officer)
    asked = []

    def ask(*, without: tuple[int, ...]) -> None:
        asked.append(without)
        if len(asked) > 1:  # the other left between the two questions
            keep_an_administrator(without=without)

    with monkeypatch.context() as patch:
        patch.setattr("lederloft.processes.erase_a_person.erase_person.keep_an_administrator", ask)
        with pytest.raises(LastAdministrator):
            erase_person(found, acting=officer)
    assert list_receipts() == [], "no night may finish it"
    assert found_in_database(woman)
    make_account(woman.municipality, Role.IT)
    assert erase_person(found, acting=officer).is_done


def test_pressed_twice_it_answers_once() -> None:
    woman = make_woman()
    found = find_person(woman.person.public_key, municipality_id=None)
    acting = replace(command(woman), client_key="a-key")
    assert erase_person(found, acting=acting) == erase_person(found, acting=acting)
    assert len(list_receipts()) == 1


def test_the_consequences_are_what_happens() -> None:
    woman = make_woman()
    fill_everything(woman)
    expected = get_consequences(find_person(woman.person.public_key, municipality_id=None))
    receipt = erase(woman)
    assert expected.deleted == receipt.deleted
    assert expected.emptied == receipt.emptied
    assert expected.kept == receipt.kept


def test_she_is_found_by_key_and_by_address() -> None:
    woman = make_woman()
    by_address = find_person(woman.account.email.upper(), municipality_id=None)
    looked = InstallationEntry.objects.filter(kind="trail.EveryMunicipalityRead", data={"reason": "erasure"})
    assert looked.count() == 1
    assert by_address == find_person(woman.person.public_key, municipality_id=woman.municipality.id)
    assert looked.count() == 1  # in her own municipality nobody looks elsewhere
    assert by_address == find_person(woman.account.public_key, municipality_id=None)
    with pytest.raises(PersonNotFound):
        find_person("nobody@example.org", municipality_id=None)
    with pytest.raises(PersonNotFound):
        find_person(woman.person.public_key, municipality_id=make_municipality().id)
    other = make_municipality()
    Membership.objects.create(account=woman.account, municipality=other)
    with pytest.raises(SeveralMunicipalities):
        find_person(woman.account.email, municipality_id=None)


def test_an_account_that_belongs_nowhere_can_be_erased() -> None:
    account = Account.objects.create_user("alene@example.org", created_at=clock.now())
    found = find_person(account.public_key, municipality_id=None)
    assert erase_person(found, acting=upkeep(municipality_id=None, via=Via.COMMAND)).is_done
    assert not Account.objects.filter(pk=account.pk).exists()


def test_an_erasure_is_done_again_after_a_restore() -> None:
    woman = make_woman()
    fill_everything(woman)
    receipt = erase(woman)
    bring_back(woman)
    assert found_in_database(woman)
    assert redo_erasures(list_receipts()) == 1
    assert found_in_database(woman) == set()
    assert redo_erasures(list_receipts()) == 0
    assert list_receipts() == [receipt]


def bring_back(woman: Woman) -> None:
    """As a backup from before the erasure would: the same keys and the same words."""
    key = woman.account.public_key
    woman.account = Account.objects.create_user(woman.account.email, created_at=clock.now())
    Account.objects.filter(pk=woman.account.pk).update(public_key=key)
    Membership.objects.create(account=woman.account, municipality=woman.municipality, person_id=woman.person.pk)
    with scope(woman.municipality.id):
        Person.objects.filter(pk=woman.person.pk).update(name=woman.person.name, email=woman.person.email)
    woman.canaries = {word: where for word, where in woman.canaries.items() if where not in OF_THE_MUNICIPALITY}


def test_an_erasure_cut_short_is_finished() -> None:
    woman = make_woman()
    receipt = erase(woman)
    bring_back(woman)
    write_receipt(replace(receipt, is_done=False, deleted={}, emptied={}))
    assert redo_erasures(list_receipts()) == 1
    assert list_receipts()[0].is_done
    assert found_in_database(woman) == set()


def test_an_erasure_that_fails_changes_nothing_and_can_be_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    woman = make_woman()

    def fail(*_args: object, **_values: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("lederloft.processes.erase_a_person.erase_person.record", fail)
        with pytest.raises(ZeroDivisionError):
            erase(woman)
    assert found_in_database(woman)
    assert [one.is_done for one in list_receipts()] == [False]
    assert redo_erasures(list_receipts()) == 1
    assert found_in_database(woman) == set()
    assert [one.is_done for one in list_receipts()] == [True]


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_what_remains_is_said_in_words_an_officer_knows(vendor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lederloft.foundation.privacy.receipts.connection", SimpleNamespace(vendor=vendor))
    for is_log_empty in (True, False):
        remains = what_remains(clock.today(), is_log_empty=is_log_empty)
        said = " ".join(f"{one.what} {one.because}" for one in remains)
        assert "Databasens logg over endringer" in said
        assert not re.search("WAL|VACUUM|døde rader", said)
