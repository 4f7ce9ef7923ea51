"""Sending what is due: taken by lease, sent outside every transaction, marked afterwards."""

import logging
import secrets
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q

from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import failure_name
from lederloft.foundation.jobs.api import Job
from lederloft.foundation.outbox.composing import Dropped, Held, Ready, compose
from lederloft.foundation.outbox.kinds import DIGEST
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.outbox.states import NOT_RELEVANT, MailState
from lederloft.foundation.outbox.writing import start_delivery

logger = logging.getLogger("lederloft.outbox")

LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=5)  # a mail server gone for a long weekend loses nothing
CALL_AGAIN_AFTER = timedelta(minutes=1)  # when no mail server answered
SERVER_AWAY = "outbox.server_away"
WRITER_ATTEMPTS, REFUSAL_ATTEMPTS, CUTS_IN_A_ROW = 10, 3, 3


class Fault(StrEnum):
    """What a failed sending says."""

    LATER = "later"  # this one can't be sent now
    REFUSED = "refused"  # this one is not wanted there
    IMPOSSIBLE = "impossible"  # this one can't be made into a mail


def classify(error: Exception) -> Fault:
    """Read the fault out of an error met while one mail was handed over."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _text in error.recipients.values()]
        return Fault.REFUSED if codes and all(code >= 500 for code in codes) else Fault.LATER
    if isinstance(error, smtplib.SMTPDataError):
        return Fault.REFUSED if error.smtp_code >= 500 else Fault.LATER
    if isinstance(error, smtplib.SMTPNotSupportedError):  # an address the server can't write
        return Fault.REFUSED
    if isinstance(error, OSError):  # the line was cut, or the rest of smtplib's errors
        return Fault.LATER
    return Fault.IMPOSSIBLE


def back_off(attempts: int) -> timedelta:
    """How long to wait after that many attempts: 1, 3, 9, 27 minutes, then an hour."""
    return timedelta(minutes=min(3 ** min(attempts - 1, 5), 60))


def _lease_is_over(now: datetime) -> Q:
    return Q(state=MailState.SENDING) & (Q(lease_until__lt=now) | Q(lease_until__gt=now + 2 * LEASE))


def _due(now: datetime) -> Q:
    queued = Q(state=MailState.QUEUED) & (Q(send_after__isnull=True) | Q(send_after__lte=now))
    return queued | _lease_is_over(now)


def is_server_away() -> bool:
    """Whether the last try found no mail server and it isn't time for the next one yet."""
    return OutgoingMail.objects.filter(server_is_away(clock.now())).exists()


def server_is_away(now: datetime) -> Q:
    """The mails that wait for a server that was away at the last try."""
    # Further ahead than we ever set it means that the clock has been put back.
    soon = Q(send_after__gt=now, send_after__lte=now + 2 * CALL_AGAIN_AFTER)
    return Q(state=MailState.QUEUED, failure=SERVER_AWAY) & soon


def _claim() -> OutgoingMail | None:
    now = clock.now()
    due = OutgoingMail.objects.filter(_due(now))
    if not due.exists():
        return None
    with transaction.atomic():  # on SQLite it begins with the write lock, on PostgreSQL the row is locked
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        mail = due.order_by("id").first()
        if mail is None:
            return None
        mail.state, mail.claim, mail.lease_until = MailState.SENDING.value, secrets.token_hex(16), now + LEASE
        mail.attempts += 1
        mail.save(update_fields=["state", "claim", "lease_until", "attempts"])
        return mail


def _mark(mail: OutgoingMail, state: MailState, **more: object) -> bool:
    """Write the outcome and give the claim back; nothing when the mail is no longer ours."""
    mine = OutgoingMail.objects.filter(pk=mail.pk, claim=mail.claim, state=MailState.SENDING)
    ended_at = clock.now() if state in {MailState.SENT, MailState.DROPPED, MailState.DEAD} else None
    return mine.update(state=state, ended_at=ended_at, claim="", lease_until=None, **more) == 1


def _end_parts(mail: OutgoingMail, state: MailState, failure: str, ids: tuple[int, ...] | None = None) -> None:
    """What a summary held goes with it."""
    if mail.kind != DIGEST:
        return
    parts = OutgoingMail.objects.filter(held_in=mail, state=MailState.HELD)
    if ids is not None:
        parts = parts.filter(pk__in=ids)
    parts.update(state=state, ended_at=clock.now(), failure=failure)


def _is_over(mail: OutgoingMail, fault: Fault) -> bool:
    if fault == Fault.REFUSED:
        return mail.attempts >= REFUSAL_ATTEMPTS
    return fault == Fault.IMPOSSIBLE or mail.created_at < clock.now() - GIVE_UP_AFTER


def _give_up_or_wait(mail: OutgoingMail, failure: str, *, is_over: bool) -> None:
    if is_over:
        logger.error("mail %s %s given up: %s", mail.pk, mail.kind, failure)
        _mark(mail, MailState.DEAD, failure=failure)
        return
    logger.warning("mail %s %s postponed: %s", mail.pk, mail.kind, failure)
    if failure == SERVER_AWAY:  # not the mail's fault: the attempt isn't counted
        _postpone(mail, failure, CALL_AGAIN_AFTER, attempts=mail.attempts - 1)
    else:
        _postpone(mail, failure, back_off(mail.attempts), attempts=mail.attempts)


def _postpone(mail: OutgoingMail, failure: str, wait: timedelta, *, attempts: int) -> None:
    send_after = clock.now() + wait
    with transaction.atomic():
        if _mark(mail, MailState.QUEUED, failure=failure, send_after=send_after, attempts=attempts):
            start_delivery(mail, run_after=send_after)


def _compose(mail: OutgoingMail) -> Ready | None:
    """The finished mail, or None when the row has been dealt with here."""
    try:
        made = compose(mail)
    except Exception as error:  # whatever a renderer does, the next mail is to be sent
        _give_up_or_wait(mail, failure_name(error), is_over=mail.attempts >= WRITER_ATTEMPTS)
        return None
    if isinstance(made, Held):
        _mark(mail, MailState.HELD, held_for_account_id=made.account_id, failure="")
        return None
    if isinstance(made, Dropped):
        with transaction.atomic():
            _mark(mail, MailState.DROPPED, failure=made.because)
            _end_parts(mail, MailState.DROPPED, made.because)
        return None
    return made


def _mark_sent(mail: OutgoingMail, ready: Ready) -> None:
    """Through a short absence of the database: what is sent and not marked would be sent again."""
    for pause in (0.5, 2.0, 5.0, 10.0, 20.0, None):
        try:
            with transaction.atomic():
                _mark(mail, MailState.SENT, failure="")
                _end_parts(mail, MailState.DROPPED, NOT_RELEVANT, ready.dropped_part_ids)
                _end_parts(mail, MailState.SENT, "")
        except DatabaseError:
            if pause is None or connection.in_atomic_block:
                raise
            time.sleep(pause)
            close_old_connections()
        else:
            return


@dataclass
class _Line:
    """One connection to the mail server for many mails."""

    backend: BaseEmailBackend
    is_open: bool = False
    cuts: int = 0  # mails in a row that met a fault

    def open(self, mail: OutgoingMail) -> bool:
        """Call the server, unless the line is open; when nobody answers, the mail waits and all others with it."""
        if self.is_open:
            return True
        try:
            self.backend.open()
        except OSError as error:  # smtplib's errors too: no answer, or no sign-in
            logger.warning("no mail server: %s", failure_name(error))
            _give_up_or_wait(mail, SERVER_AWAY, is_over=_is_over(mail, Fault.LATER))
            return False
        self.is_open = True
        return True

    def send(self, mail: OutgoingMail, ready: Ready) -> bool:
        """Hand one mail over; its own fault is its own."""
        try:
            self.backend.send_messages([ready.message])
        except Exception as error:
            fault = classify(error)
            self.cuts += 1
            _give_up_or_wait(mail, failure_name(error), is_over=_is_over(mail, fault))
            self.hang_up()
            return False
        self.cuts = 0
        _mark_sent(mail, ready)
        return True

    def hang_up(self) -> None:
        """Close the line, whatever state it is in."""
        self.is_open = False
        try:
            self.backend.close()
        except OSError:
            logger.info("the mail server hung up first")


def deliver_due(*, limit: int = 10_000, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, over one connection; returns how many were sent. Must not be called inside a transaction.

    One failed call to the server stands for all: until the next one, nothing is tried, so that hundreds of waiting
    mails don't hold the worker.
    """
    sent = 0
    if is_server_away():
        return sent
    line = _Line(get_connection())
    try:
        for _ in range(limit):
            mail = None if should_stop() or line.cuts >= CUTS_IN_A_ROW else _claim()
            if mail is None:
                break
            ready = _compose(mail)
            if ready is None:
                continue
            if not line.open(mail):
                break
            sent += line.send(mail, ready)
    finally:
        line.hang_up()
    return sent


def deliver(job: Job) -> None:
    """The job behind every mail, and the sweep that follows up: send all that is due, not only the one it came for."""
    deliver_due(should_stop=job.is_cancelled)
