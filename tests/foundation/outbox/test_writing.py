"""Written with the act or never; ids only; one known recipient; once per key."""

import pytest
from django.db import connection, transaction

from lederloft.foundation.access.models import Account
from lederloft.foundation.acting.values import Role
from lederloft.foundation.jobs.api import run_due
from lederloft.foundation.outbox.api import (
    NotIdsOnly,
    UnknownMessageKind,
    WrongRecipient,
    send_mail,
)
from lederloft.foundation.tenancy.api import Municipality
from tests.foundation.outbox.conftest import remind, sent
from tests.makers import make_account

pytestmark = pytest.mark.django_db


def test_sent_after_the_commit_or_never(here: Municipality, kari: Account) -> None:
    with transaction.atomic():
        remind(here, kari)
        transaction.set_rollback(True)
    run_due()
    assert sent() == []
    remind(here, kari)
    assert sent() == []
    run_due()
    assert [m.to for m in sent()] == [[kari.email]]


def test_row_holds_neither_address_nor_text(here: Municipality, kari: Account) -> None:
    remind(here, kari)
    run_due()
    with connection.cursor() as cursor:
        for table in ("outbox_outgoingmail", "jobs_queuedjob"):
            cursor.execute(f"SELECT * FROM {table}")
            stored = repr(cursor.fetchall())
            assert kari.email not in stored
            assert "Samling" not in stored


@pytest.mark.parametrize("ids", [{"gathering_id": "3"}, {"text": None}, {"kari@example.org": 1}, {"a": True}])
def test_only_whole_numbers_get_into_a_mail(here: Municipality, kari: Account, ids: dict[str, int]) -> None:
    with pytest.raises(NotIdsOnly):
        send_mail("test.reminder", ids=ids, municipality_id=here.id, to_account_id=kari.id)
    with pytest.raises(NotIdsOnly):
        remind(here, kari, key=kari.email)


@pytest.mark.parametrize(
    "to",
    [
        {},
        {"to_account_id": 1, "to_person_id": 1},
        {"to_other": ("stranger", 1)},
        {"to_account_id": "kari@example.org"},
    ],
)
def test_exactly_one_known_recipient(here: Municipality, to: dict[str, object]) -> None:
    with pytest.raises(WrongRecipient):
        send_mail("test.reminder", ids={}, municipality_id=here.id, **to)


def test_only_account_acts_may_lack_a_municipality(kari: Account) -> None:
    with pytest.raises(WrongRecipient):
        send_mail("test.reminder", ids={}, municipality_id=None, to_account_id=kari.id)
    with pytest.raises(WrongRecipient):
        send_mail("test.reset", ids={}, municipality_id=None, to_person_id=71)
    with pytest.raises(UnknownMessageKind):
        send_mail("test.nothing", ids={}, municipality_id=None, to_account_id=kari.id)
    send_mail("test.reset", ids={}, municipality_id=None, to_account_id=kari.id)
    run_due()
    assert [m.to for m in sent()] == [[kari.email]]


def test_key_makes_a_repeat_harmless(here: Municipality, kari: Account) -> None:
    other = make_account(here, Role.LEADER)
    first = remind(here, kari, key="week-7")
    assert remind(here, kari, key="week-7") == first
    run_due()
    assert remind(here, kari, key="week-7") == first
    assert remind(here, other, key="week-7") != first
    run_due()
    assert [m.to for m in sent()] == [[kari.email], [other.email]]
