"""Wiring checked at start; ended mail and that of the erased is deleted."""

from datetime import timedelta

import pytest

from lederloft.foundation.access.models import Account
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import enqueue, run_due
from lederloft.foundation.outbox.api import (
    How,
    MailState,
    UnknownGroup,
    choose_notifications,
    connect,
    forget_account,
    send_mail,
)
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.tenancy.api import Municipality, scope
from tests.foundation.outbox.conftest import KINDS, remind, row
from tests.makers import acting_for, make_account

pytestmark = pytest.mark.django_db


def test_wiring_is_checked_at_start() -> None:
    with pytest.raises(ImportError):
        connect({}, groups={}, recipients={"coach": "tests.foundation.outbox.papers.nowhere"})
    with pytest.raises(UnknownGroup):
        connect(KINDS, groups={}, recipients={})


def test_ended_mail_is_deleted_after_a_month_and_waiting_mail_is_not(here: Municipality, kari: Account) -> None:
    with clock.frozen_at(clock.now()) as stopped:
        sent_id = remind(here, kari)
        held_id = remind(here, kari, "test.news")
        run_due()
        for days, is_there in ((29, True), (2, False)):
            stopped.forward(timedelta(days=days))
            enqueue("outbox.clear_ended", ids={}, municipality_id=None, account_id=None)
            run_due()
            assert OutgoingMail.objects.filter(id=sent_id).exists() == is_there
        assert row(held_id).state == MailState.HELD


def test_erasure_leaves_no_row_that_leads_to_the_account(here: Municipality, kari: Account) -> None:
    choose_notifications("reminders", how=How.NOW, acting=acting_for(here, kari))
    remind(here, kari)
    send_mail("test.news", ids={}, municipality_id=here.id, to_person_id=71)
    other = remind(here, make_account(here))
    run_due()
    with scope(here.id):
        assert forget_account(kari.id) == 3
    assert list(OutgoingMail.objects.values_list("id", flat=True)) == [other]
