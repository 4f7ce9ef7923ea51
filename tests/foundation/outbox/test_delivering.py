"""Once each through every fault; a mail's fault is its own; nothing personal is kept of it."""

import logging
import smtplib
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lederloft.foundation.access.models import Account
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.jobs.api import run_due
from lederloft.foundation.outbox import delivering
from lederloft.foundation.outbox.api import (
    MailNotFound,
    MailState,
    get_outbox_health,
    list_mails,
    resend_mail,
)
from lederloft.foundation.tenancy.api import Municipality
from tests.foundation.outbox import papers
from tests.foundation.outbox.conftest import remind, row, sent
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db
AWAY = ConnectionRefusedError("post.example.org")


def test_mail_server_gone_for_a_day_delivers_all_once_afterwards(here: Municipality) -> None:
    people = [make_account(here) for _ in range(20)]
    papers.Server.away = AWAY
    with clock.frozen_at(clock.now()) as stopped:
        for person in people:
            remind(here, person)
        for _second in range(0, 600, 20):
            run_due()
            stopped.forward(timedelta(seconds=20))
        assert papers.Server.calls <= 10, "one call a minute for all of them"
        for _hour in range(24):
            run_due()
            stopped.forward(timedelta(hours=1))
        assert sent() == []
        health = get_outbox_health()
        assert (health.waiting, health.dead) == (20, 0)
        papers.Server.away = None
        stopped.forward(timedelta(minutes=1))
        run_due()
        assert not get_outbox_health().is_server_away
        stopped.forward(timedelta(days=1))
        run_due()
    assert sorted(m.to[0] for m in sent()) == sorted(p.email for p in people)


def test_mail_is_given_up_after_five_days_without_a_server(here: Municipality, kari: Account) -> None:
    papers.Server.away = smtplib.SMTPAuthenticationError(535, b"no")
    mail_id = remind(here, kari)
    with clock.frozen_at(clock.now() + timedelta(days=4, hours=23)) as stopped:
        run_due()
        assert row(mail_id).state == MailState.QUEUED
        stopped.forward(timedelta(hours=2))
        run_due()
    assert (row(mail_id).state, row(mail_id).failure) == (MailState.DEAD, delivering.SERVER_AWAY)


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (smtplib.SMTPServerDisconnected("gone"), MailState.QUEUED),
        (TimeoutError(), MailState.QUEUED),
        (smtplib.SMTPDataError(451, b"greylisted"), MailState.QUEUED),
        (smtplib.SMTPRecipientsRefused({"x": (450, b"later")}), MailState.QUEUED),
        (smtplib.SMTPSenderRefused(550, b"no", "x"), MailState.QUEUED),
        (smtplib.SMTPRecipientsRefused({"x": (550, b"unknown")}), MailState.DEAD),
        (smtplib.SMTPDataError(554, b"spam"), MailState.DEAD),
        (smtplib.SMTPNotSupportedError("utf8"), MailState.DEAD),
        (ValueError("bad header"), MailState.DEAD),
    ],
)
def test_fault_of_one_mail_is_its_own(here: Municipality, kari: Account, fault: Exception, state: MailState) -> None:
    other = make_account(here)
    papers.texts["subject"] = "verre"
    papers.Server.cuts = {"verre": fault}
    with clock.frozen_at(clock.now()) as stopped:
        bad = remind(here, kari)
        run_due()
        papers.texts["subject"] = "greit"
        remind(here, other)
        run_due()
        assert [m.to for m in sent()] == [[other.email]]
        papers.texts["subject"] = "verre"
        for _hour in range(12):
            stopped.forward(timedelta(hours=1))
            run_due()
        assert row(bad).state == state
        papers.Server.cuts = {}
        stopped.forward(timedelta(hours=1))
        run_due()
    assert len(sent()) == (2 if state == MailState.QUEUED else 1)


def test_fault_of_a_renderer_is_retried_then_shown_and_names_nobody(
    here: Municipality, kari: Account, caplog: pytest.LogCaptureFixture
) -> None:
    other = make_account(here)
    papers.texts["fault"] = ValueError(f"{kari.email} Kari Nordmann")
    with clock.frozen_at(clock.now()) as stopped, caplog.at_level(logging.DEBUG):
        mail_id = remind(here, kari)
        for _hour in range(24):
            run_due()
            stopped.forward(timedelta(hours=1))
        assert (row(mail_id).state, row(mail_id).failure) == (MailState.DEAD, "builtins.ValueError")
        del papers.texts["fault"]
        remind(here, other)
        run_due()
    assert [m.to for m in sent()] == [[other.email]]
    assert kari.email not in caplog.text
    assert "Nordmann" not in caplog.text


def test_killed_between_sending_and_marking_repeats_with_the_same_message_id(
    here: Municipality, kari: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_args: object) -> None:
        raise Killed

    with clock.frozen_at(clock.now()) as stopped:
        mail_id = remind(here, kari)
        with monkeypatch.context() as patch:
            patch.setattr(delivering, "_mark_sent", die)
            with pytest.raises(Killed):
                delivering.deliver_due()
        assert row(mail_id).state == MailState.SENDING
        run_due()
        assert len(sent()) == 1, "still the lost one's"
        stopped.forward(delivering.LEASE + timedelta(seconds=1))
        delivering.deliver_due()
        stopped.forward(timedelta(days=1))
        delivering.deliver_due()
    first, second = (m.message()["Message-ID"] for m in sent())
    assert first == second
    assert row(mail_id).state == MailState.SENT


def test_it_sends_again_what_was_given_up(here: Municipality, kari: Account) -> None:
    papers.Server.cuts = {"Samling 3": ValueError("x")}
    mail_id = remind(here, kari)
    run_due()
    key = row(mail_id).public_key
    papers.Server.cuts = {}
    it = acting_for(here, make_account(here, Role.IT))
    assert [(m.public_key, m.failure) for m in list_mails(acting=it, states=frozenset({MailState.DEAD}))] == [
        (key, "builtins.ValueError")
    ]
    stranger = acting_for(other := make_municipality(), make_account(other, Role.IT))
    with pytest.raises(MailNotFound):
        resend_mail(key, acting=stranger)
    with pytest.raises(NotAllowed):
        resend_mail(key, acting=acting_for(here, kari))
    assert resend_mail(key, acting=it) == MailState.QUEUED
    run_due()
    assert resend_mail(key, acting=it) == MailState.SENT
    assert len(sent()) == 1


class AnyFaults(TestCase):
    @given(st.lists(st.sampled_from(["ok", "away", "cut", "killed"]), max_size=15), st.integers(1, 5))
    def test_each_mail_arrives_and_only_a_kill_may_repeat_it(self, days: list[str], count: int) -> None:
        here = make_municipality()
        people = [make_account(here) for _ in range(count)]
        django_mail.outbox.clear()
        killed = 0
        with clock.frozen_at(clock.now()) as stopped:
            for person in people:
                remind(here, person)
            for day in [*days, "ok"]:
                papers.Server.away = AWAY if day == "away" else None
                papers.Server.cuts = {"Samling 3": TimeoutError()} if day == "cut" else {}
                if day == "killed":
                    claimed = delivering._claim()
                    killed += claimed is not None
                else:
                    run_due()
                stopped.forward(timedelta(hours=2))
            papers.Server.away, papers.Server.cuts = None, {}
            for _ in range(2):
                delivering.deliver_due()
                run_due()
                stopped.forward(timedelta(hours=2))
        assert sorted(m.to[0] for m in django_mail.outbox) == sorted(p.email for p in people)
        ids = [m.message()["Message-ID"] for m in django_mail.outbox]
        assert len(set(ids)) == len(people)
