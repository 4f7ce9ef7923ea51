"""Mail: written with the act, ids only, rendered and addressed when sent, once each through every fault."""

import logging
import smtplib
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lederloft.foundation.access.api import Role
from lederloft.foundation.access.models import Account
from lederloft.foundation.acting.api import upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.jobs.api import enqueue, run_due
from lederloft.foundation.outbox import delivering
from lederloft.foundation.outbox.api import (
    How,
    MailNotFound,
    MailState,
    NotIdsOnly,
    UnknownGroup,
    UnknownMessageKind,
    WrongRecipient,
    choose_notifications,
    connect,
    forget_account,
    get_outbox_health,
    list_mails,
    list_notification_choices,
    resend_mail,
    send_mail,
)
from lederloft.foundation.outbox.composing import one_line
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.tenancy.api import Municipality, scope
from tests.foundation.outbox import papers
from tests.foundation.outbox.conftest import GROUPS, KINDS
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db
ALL = upkeep(municipality_id=None)
AWAY = ConnectionRefusedError("post.example.org")


@pytest.fixture
def here() -> Municipality:
    return make_municipality()


@pytest.fixture
def kari(here: Municipality) -> Account:
    return make_account(here, Role.LEADER, person_id=71)


def sent() -> list[django_mail.EmailMultiAlternatives]:
    return django_mail.outbox


def remind(here: Municipality, account: Account, kind: str = "test.reminder", number: int = 3, **more: object) -> int:
    return send_mail(
        kind, ids={"gathering_id": number}, municipality_id=here.id, to_account_id=account.id, **more
    )


def row(mail_id: int) -> OutgoingMail:
    return OutgoingMail.objects.get(id=mail_id)


# --- written


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


# --- rendered and addressed when it is sent


def test_rendered_in_the_scope_and_language_of_the_recipient(here: Municipality, kari: Account) -> None:
    Account.objects.filter(id=kari.id).update(language="nn")
    remind(here, kari)
    send_mail("test.reset", ids={}, municipality_id=None, to_account_id=make_account(here).id)
    run_due()
    (first, first_scope, first_language), (_second, second_scope, second_language) = papers.requests
    assert (first.ids, first.account_id, first.language) == ({"gathering_id": 3}, kari.id, "nn")
    assert (first_scope, first_language, second_scope, second_language) == (here.id, "nn", None, "nb")
    assert sent()[0].message()["Content-Language"] == "nn"


def test_person_is_reached_by_her_account_there_and_a_coach_by_the_wired_way(here: Municipality, kari: Account) -> None:
    make_account(make_municipality(), person_id=71)
    send_mail("test.reminder", ids={}, municipality_id=here.id, to_person_id=71)
    send_mail("test.reminder", ids={}, municipality_id=here.id, to_other=("coach", 5))
    run_due()
    assert [m.to for m in sent()] == [[kari.email], ["coach5@example.org"]]


@pytest.mark.parametrize("why", ["disabled", "unknown", "no longer relevant"])
def test_not_sent_to_who_should_not_have_it_any_more(here: Municipality, kari: Account, why: str) -> None:
    if why == "unknown":
        mail_id = send_mail("test.reminder", ids={}, municipality_id=here.id, to_person_id=999)
    else:
        ids = {"gone": 1} if why == "no longer relevant" else {}
        mail_id = send_mail("test.reminder", ids=ids, municipality_id=here.id, to_account_id=kari.id)
    if why == "disabled":
        Account.objects.filter(id=kari.id).update(is_active=False, disabled_at=clock.now())
    run_due()
    assert sent() == []
    assert row(mail_id).state == MailState.DROPPED


def test_parts_of_the_mail(here: Municipality, kari: Account) -> None:
    papers.texts.update(calendar=papers.CALENDAR, attachments=(papers.PDF,), html="<p>Hei æøå</p>", text="Hei æøå")
    mail_id = remind(here, kari, "test.invitation")
    run_due()
    message = sent()[0].message()
    parts = {part.get_content_type(): part for part in message.walk()}
    assert list(parts) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/pdf",
    ]
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["text/plain"].get_payload(decode=True).decode().strip() == "Hei æøå"
    assert parts["application/pdf"].get_filename() == "program.pdf"
    assert message["Message-ID"] == f"<{row(mail_id).public_key}.{mail_id}@kommune.example>"
    assert message["Auto-Submitted"] == "auto-generated"


HOSTILE = [
    "Hei\r\nBcc: alle@example.org",
    "Hei\nContent-Type: text/html\n\n<script>alert(1)</script>",
    "{{7*191}} {user.password} %s {0.__class__}",
    "<img src=x onerror=alert(1)>",
    "\u202eevil\u2028line\x00\x0b",
    "x" * 5000,
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_stay_text(here: Municipality, kari: Account, value: str) -> None:
    papers.texts.update(subject=value, text=value)
    remind(here, kari)
    run_due()
    (message,) = sent()
    raw = message.message()
    assert message.recipients() == [kari.email]
    assert raw["Bcc"] is None
    assert raw.get_content_type() == "multipart/alternative"
    assert message.subject == one_line(value)
    assert "\n" not in message.subject
    assert len(message.subject) <= 200
    text = raw.get_payload()[0].get_payload(decode=True).decode()
    assert text.replace("\r\n", "\n").strip() == value.replace("\r\n", "\n").strip()


@given(st.text())
def test_any_subject_becomes_one_line(subject: str) -> None:
    line = one_line(subject)
    assert len(line.splitlines()) <= 1
    assert line.isprintable() or not any(sign in line for sign in "\r\n\x00\u2028")


def test_address_that_is_none_is_given_up_and_holds_up_nobody(here: Municipality, kari: Account) -> None:
    bad = make_account(here)
    Account.objects.filter(id=bad.id).update(email="a@b.no\nbcc: alle@example.org")
    mail_id = remind(here, bad)
    remind(here, kari)
    run_due()
    assert row(mail_id).state == MailState.DEAD
    assert [m.to for m in sent()] == [[kari.email]]


# --- once each, through every fault


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


# --- how people want to hear


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
        shown = [(c.group, c.how, c.is_default) for c in list_notification_choices(acting=acting)]
    assert shown == [("reminders", How.DAILY, False), ("news", How.DAILY, True)]


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


# --- wiring, keeping


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
