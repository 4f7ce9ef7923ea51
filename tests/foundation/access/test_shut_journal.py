"""A backup that is restored remembers accounts as open that have been shut since: they are shut again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from lederloft.foundation.access.api import (
    Account,
    disable_account,
    enable_account,
    list_without_administrator,
    shut_again,
)
from lederloft.foundation.access.models import Membership, RoleGrant
from lederloft.foundation.access.shut_journal import journal, note_shut
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import Municipality, scope
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db

Capture = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def as_in_the_backup(account: Account) -> None:
    """Open, as the copy has it."""
    Membership.objects.filter(account=account).update(disabled_at=None)
    Account.objects.filter(pk=account.pk).update(is_active=True, disabled_at=None)


def stands(account: Account, place: Municipality) -> tuple[bool, bool]:
    """Whether the account is open at all, and there."""
    here = Membership.objects.filter(account=account, municipality=place, disabled_at=None)
    return Account.objects.get(pk=account.pk).is_active, here.exists()


def test_who_was_shut_since_the_backup_is_shut_again_and_nobody_else() -> None:
    here, there = make_municipality(), make_municipality()
    it = acting_for(here, make_account(here, Role.IT))
    shut, both, other = (make_account(here, Role.LEADER) for _ in range(3))
    Membership.objects.create(account=both, municipality=there)
    for one in (shut, both):
        disable_account(one.public_key, acting=it)
        as_in_the_backup(one)
    assert shut_again() == 2
    assert stands(shut, here) == (False, False)
    assert (stands(both, here), stands(both, there)) == ((True, False), (True, True))
    assert stands(other, here) == (True, True)
    assert shut_again() == 0


def test_who_was_opened_again_stays_open(django_capture_on_commit_callbacks: Capture) -> None:
    here = make_municipality()
    it = acting_for(here, make_account(here, Role.IT))
    account = make_account(here, Role.LEADER)
    disable_account(account.public_key, acting=it)
    with django_capture_on_commit_callbacks(execute=True):
        enable_account(account.public_key, acting=it)
    assert shut_again() == 0
    assert stands(account, here) == (True, True)


def test_a_line_that_comes_late_opens_nobody_who_has_been_shut_since(
    django_capture_on_commit_callbacks: Capture,
) -> None:
    here = make_municipality()
    it = acting_for(here, make_account(here, Role.IT))
    account = make_account(here, Role.LEADER)
    disable_account(account.public_key, acting=it)
    with django_capture_on_commit_callbacks() as late:
        enable_account(account.public_key, acting=it)
    disable_account(account.public_key, acting=it)
    for write in late:
        write()
    as_in_the_backup(account)
    assert shut_again() == 1
    assert stands(account, here) == (False, False)
    # The newest still decides, also after a restore has set the account itself back.
    with django_capture_on_commit_callbacks(execute=True):
        enable_account(account.public_key, acting=it)
    assert shut_again() == 0


def test_where_a_restore_leaves_nobody_to_manage_accounts_is_named() -> None:
    kept, shut, ended, alone, _bare = [make_municipality(slug) for slug in ("a", "b", "c", "d", "e")]
    _stays, goes, _ends = [make_account(place, Role.IT) for place in (kept, shut, ended)]
    make_account(alone, Role.LEADER)
    with scope(ended.id):
        RoleGrant.objects.update(valid_from=clock.today() - timedelta(days=2), valid_to=clock.today())
    assert list_without_administrator() == [alone], "a last day is a day, and where nobody belongs the guide is open"
    with scope(ended.id):
        RoleGrant.objects.update(valid_to=clock.today() - timedelta(days=1))
    disable_account(make_account(kept, Role.IT).public_key, acting=upkeep(municipality_id=kept.id))
    journal().unlink()
    note_shut(Membership.objects.get(account=goes), is_shut=True, turn=1)
    assert shut_again() == 1
    assert list_without_administrator() == [shut, ended, alone]


def test_the_journal_tells_nobody_anything_and_a_line_cut_short_hides_no_other() -> None:
    here = make_municipality()
    it = acting_for(here, make_account(here, Role.IT))
    account = make_account(here, Role.LEADER)
    assert shut_again() == 0, "there is no journal yet"
    disable_account(account.public_key, acting=it)
    text = journal().read_text(encoding="utf-8")
    assert account.email not in text
    assert journal().stat().st_mode & 0o077 == 0
    with journal().open("a", encoding="utf-8") as file:
        file.write('[1]\n{"municipality": "x"')
    later = make_account(here, Role.LEADER)
    disable_account(later.public_key, acting=it)
    for one in (account, later):
        as_in_the_backup(one)
    assert shut_again() == 2
