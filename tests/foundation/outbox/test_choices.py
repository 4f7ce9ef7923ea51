"""How people want to hear: now, a summary a day, or only in the calendar."""

import pytest

from lederloft.foundation.access.models import Account
from lederloft.foundation.acting.values import upkeep
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.jobs.api import enqueue, run_due
from lederloft.foundation.outbox.api import (
    How,
    MailState,
    UnknownGroup,
    choose_notifications,
    connect,
    list_notification_choices,
    send_mail,
)
from lederloft.foundation.tenancy.api import Municipality, scope
from tests.foundation.outbox.conftest import GROUPS, KINDS, remind, row, sent
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db


def collect(here: Municipality) -> None:
    enqueue("outbox.collect_digests", ids={}, municipality_id=here.id, account_id=None)
    run_due()


def test_choices_are_ones_own_and_follow_the_municipality(here: Municipality, kari: Account) -> None:
    acting = acting_for(here, kari)
    assert choose_notifications("reminders", how=How.DAILY, acting=acting) == How.DAILY
    assert choose_notifications("reminders", how=How.DAILY, acting=acting) == How.DAILY
    with pytest.raises(UnknownGroup):
        choose_notifications("weather", how=How.NOW, acting=acting)
    with pytest.raises(NotAllowed):
        choose_notifications("news", how=How.NOW, acting=upkeep(municipality_id=here.id))
    with scope(here.id):
        shown = [(c.group, c.how) for c in list_notification_choices(acting=acting)]
    assert shown == [("reminders", How.DAILY), ("news", How.DAILY)]


def test_daily_choice_gathers_a_summary_once(here: Municipality, kari: Account) -> None:
    other = make_account(here)
    choose_notifications("reminders", how=How.DAILY, acting=acting_for(here, kari))
    held = [remind(here, kari, number=n) for n in (1, 2)]
    held.append(send_mail("test.reminder", ids={"gathering_id": 4}, municipality_id=here.id, to_person_id=71))
    remind(here, kari, "test.invitation", number=8)
    remind(here, other, number=9)
    run_due()
    assert [m.body for m in sent()] == ["Samling 8", "Samling 9"]
    collect(here)
    collect(here)
    assert [(m.to, m.body) for m in sent()[2:]] == [([kari.email], "Samling 1\nSamling 2\nSamling 4")]
    assert {row(mail_id).state for mail_id in held} == {MailState.SENT}


def test_summary_leaves_out_what_is_no_longer_relevant_and_is_dropped_when_empty(
    here: Municipality, kari: Account
) -> None:
    def news(**ids: int) -> int:
        return send_mail("test.news", ids=ids, municipality_id=here.id, to_account_id=kari.id)

    gone = news(gone=1)
    run_due()
    collect(here)
    assert sent() == []
    assert row(gone).state == MailState.DROPPED
    gone, kept = news(gone=1), news(gathering_id=5)
    run_due()
    collect(here)
    assert [m.body for m in sent()] == ["Samling 5"]
    assert (row(gone).state, row(kept).state) == (MailState.DROPPED, MailState.SENT)


def test_each_municipality_has_its_own_summary(here: Municipality, kari: Account) -> None:
    there = make_municipality()
    for place, number in ((here, 1), (there, 2)):
        remind(place, kari, "test.news", number=number)
    run_due()
    collect(here)
    assert [m.body for m in sent()] == ["Samling 1"]


def test_calendar_only_lets_nothing_but_invitations_through(here: Municipality, kari: Account) -> None:
    choose_notifications("reminders", how=How.CALENDAR, acting=acting_for(here, kari))
    dropped = remind(here, kari, number=1)
    remind(here, kari, "test.invitation", number=2)
    send_mail("test.reset", ids={"gathering_id": 3}, municipality_id=here.id, to_account_id=kari.id)
    run_due()
    assert [m.body for m in sent()] == ["Samling 2", "Samling 3"]
    assert row(dropped).state == MailState.DROPPED


def test_nothing_is_held_when_nobody_writes_summaries(here: Municipality, kari: Account) -> None:
    connect(KINDS, groups=GROUPS, recipients={})
    remind(here, kari, "test.news")
    run_due()
    assert len(sent()) == 1
