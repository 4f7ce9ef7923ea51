"""Text, language and address are found when it is sent; hostile values stay text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.foundation.access.models import Account
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import run_due
from lederloft.foundation.outbox.api import (
    MailState,
    send_mail,
)
from lederloft.foundation.outbox.composing import one_line
from lederloft.foundation.tenancy.api import Municipality
from tests.foundation.outbox import papers
from tests.foundation.outbox.conftest import remind, row, sent
from tests.makers import make_account, make_municipality

pytestmark = pytest.mark.django_db


def test_rendered_in_the_scope_and_language_of_the_recipient(here: Municipality, kari: Account) -> None:
    Account.objects.filter(id=kari.id).update(language="nn")
    remind(here, kari)
    send_mail("test.reset", ids={}, municipality_id=None, to_account_id=make_account(here).id)
    run_due()
    (first, first_scope, first_language), (_second, second_scope, second_language) = papers.requests
    assert (first.ids, first.account_id, first.language) == ({"gathering_id": 3}, kari.id, "nn")
    assert (first_scope, first_language, second_scope, second_language) == (here.id, "nn", None, "nb")
    assert sent()[0].message()["Content-Language"] == "nn"


def test_one_who_has_not_chosen_reads_the_municipalitys_language(here: Municipality, kari: Account) -> None:
    papers.texts["language"] = "nn"
    remind(here, kari)
    send_mail("test.reset", ids={}, municipality_id=None, to_account_id=kari.id)
    run_due()
    assert [language for _request, _scope, language in papers.requests] == ["nn", "nb"]


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
