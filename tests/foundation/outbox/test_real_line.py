"""A real line to a small mail server: what goes over it, and what a server can do to it."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import run_due
from lederloft.foundation.outbox import delivering
from lederloft.foundation.outbox.api import MailState, get_outbox_health, send_mail
from lederloft.foundation.outbox.models import OutgoingMail
from tests.foundation.outbox import papers
from tests.makers import make_account, make_municipality

pytestmark = pytest.mark.django_db(transaction=True)


class SmtpServer:
    """Speaks just enough SMTP; ``refuse`` holds answers to addresses, ``cut_after_data`` hangs up before its answer."""

    def __init__(self) -> None:
        self.received: list[tuple[list[str], EmailMessage]] = []
        self.refuse: dict[str, str] = {}
        self.cut_after_data = False
        self.connections = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            with line, line.makefile("rwb") as stream:
                self.talk(stream)

    def talk(self, stream) -> None:
        def answer(text: str) -> None:
            stream.write(text.encode() + b"\r\n")
            stream.flush()

        to: list[str] = []
        answer("220 test")
        for raw in stream:
            words = raw.decode().strip()
            verb = words[:4].upper()
            reply = {"QUIT": "221 bye"}.get(verb, "250 ok")
            if verb == "RCPT":
                address = words[words.index("<") + 1 : words.index(">")]
                reply = self.refuse.get(address, reply)
                to += [address] if reply == "250 ok" else []
            elif verb == "DATA":
                answer("354 go on")
                self.received.append((to, self.read_message(stream)))
                if self.cut_after_data:
                    self.cut_after_data = False
                    return
            elif verb in {"RSET", "MAIL"}:
                to = []
            answer(reply)
            if verb == "QUIT":
                return

    def read_message(self, stream) -> EmailMessage:
        body = b""
        for part in stream:
            if part == b".\r\n":
                break
            body += part.removeprefix(b".") if part.startswith(b"..") else part
        return message_from_bytes(body, policy=policy.default)

    def close(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)


@pytest.fixture
def server(wired: None, settings: Settings) -> Iterator[SmtpServer]:
    made = SmtpServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", made.port, 5
    yield made
    if made.thread.is_alive():
        made.close()


def write(count: int, kind: str = "test.invitation") -> list[str]:
    here = make_municipality()
    people = [make_account(here, Role.LEADER) for _ in range(count)]
    for person in people:
        send_mail(kind, ids={"gathering_id": 3}, municipality_id=here.id, to_account_id=person.id)
    return [person.email for person in people]


def test_many_mails_over_one_line_outside_every_transaction(
    server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = []
    send = delivering._Line.send

    def watched(self: delivering._Line, mail: OutgoingMail, ready: delivering.Ready) -> bool:
        inside.append(connection.in_atomic_block)
        return send(self, mail, ready)

    monkeypatch.setattr(delivering._Line, "send", watched)
    papers.texts.update(calendar=papers.CALENDAR, attachments=(papers.PDF,), subject="Åpning 😀", text=".\r\nHei\r\n..")
    asked = write(20)
    run_due()
    assert [to for to, _ in server.received] == [[address] for address in asked]
    assert server.connections == 1
    assert inside == [False] * 20
    message = server.received[0][1]
    assert message["Subject"] == "Åpning 😀"
    assert message.get_body(("plain",)).get_content().splitlines() == [".", "Hei", ".."]
    assert [part.get_content_type() for part in message.walk()][-2:] == ["text/calendar", "application/pdf"]


def test_hostile_subject_and_text_forge_nothing_on_the_line(server: SmtpServer) -> None:
    evil = "Hei\r\nBcc: alle@example.org\r\n\r\n.\r\nMAIL FROM:<x@example.org>\r\n"
    papers.texts.update(subject=evil, text=evil, html="")
    (asked,) = write(1)
    run_due()
    ((to, message),) = server.received
    assert (to, message["To"], message["Bcc"]) == ([asked], asked, None)
    assert "MAIL FROM:<x@example.org>" in message.get_content()


def test_refused_address_holds_up_nobody(server: SmtpServer) -> None:
    first, second, third = write(3)
    server.refuse = {first: "550 unknown", third: "450 greylisted"}
    with clock.frozen_at(clock.now()) as stopped:
        for _ in range(4):
            run_due()
            stopped.forward(delivering.back_off(9))
        assert [to for to, _ in server.received] == [[second]]
        states = list(OutgoingMail.objects.order_by("id").values_list("state", flat=True))
        assert states == [MailState.DEAD, MailState.SENT, MailState.QUEUED]
        server.refuse = {}
        stopped.forward(delivering.back_off(9))
        run_due()
    assert [to for to, _ in server.received] == [[second], [third]]


def test_server_gone_and_back_gets_each_mail_once(server: SmtpServer, settings: Settings) -> None:
    server.close()
    asked = write(5)
    with clock.frozen_at(clock.now()) as stopped:
        run_due()
        assert get_outbox_health().is_server_away
        again = SmtpServer()
        settings.EMAIL_PORT = again.port
        stopped.forward(delivering.CALL_AGAIN_AFTER)
        run_due()
    again.close()
    assert sorted(to[0] for to, _ in again.received) == sorted(asked)


@pytest.mark.parametrize("hours", [-1, 0, 1])
def test_server_gone_for_a_day_gets_each_mail_once(server: SmtpServer, settings: Settings, hours: int) -> None:
    """A worker that tries all the time, and meanwhile somebody puts the machine's clock right by an hour."""
    server.close()
    with clock.frozen_at(clock.now()) as stopped:
        asked = write(4)
        for hour in range(24):
            run_due()
            stopped.forward(timedelta(hours=1 + (hours if hour == 12 else 0)))
        asked += write(2)
        run_due()
        again = SmtpServer()
        settings.EMAIL_PORT = again.port
        for _ in range(8):
            stopped.forward(delivering.CALL_AGAIN_AFTER)
            run_due()
    again.close()
    assert sorted(to[0] for to, _ in again.received) == sorted(asked)
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {MailState.SENT}


def test_line_cut_before_the_answer_repeats_with_the_same_message_id(server: SmtpServer) -> None:
    server.cut_after_data = True
    first, second = write(2)
    with clock.frozen_at(clock.now()) as stopped:
        run_due()
        stopped.forward(delivering.back_off(1))
        run_due()
    assert [to[0] for to, _ in server.received] == [first, second, first]
    ids = [message["Message-ID"] for _, message in server.received]
    assert ids[0] == ids[2] != ids[1]
