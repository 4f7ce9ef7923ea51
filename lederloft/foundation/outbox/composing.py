"""From a row to a finished mail: recipient, choice, text, MIME. Reads only; nothing is sent here."""

import re
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from lederloft.foundation.access.api import reach_account, reach_person
from lederloft.foundation.outbox.choices import how_to_reach
from lederloft.foundation.outbox.kinds import (
    DIGEST,
    get_digest_renderer,
    get_municipality_language,
    get_resolver,
    require_message_kind,
)
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.outbox.states import NOT_RELEVANT
from lederloft.foundation.outbox.values import How, Mail, MailRequest, Recipient
from lederloft.foundation.tenancy.api import scope

NOBODY = "outbox.nobody_to_send_to"
MUTED = "outbox.muted"

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SUBJECT_LENGTH = 200


@dataclass(frozen=True)
class Ready:
    """A mail to send, and the parts of a summary that no longer were relevant."""

    message: EmailMultiAlternatives
    dropped_part_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Held:
    """It waits for the account's daily summary."""

    account_id: int


@dataclass(frozen=True)
class Dropped:
    """It isn't sent, with the reason as a code."""

    because: str


def _scope_of(mail: OutgoingMail) -> AbstractContextManager[None]:
    return nullcontext() if mail.municipality_id is None else scope(mail.municipality_id)


def find_recipient(mail: OutgoingMail) -> Recipient | None:
    """Where the mail goes today. Call it inside the mail's scope."""
    resolve = get_resolver(mail.recipient_kind)
    if resolve is not None:
        return resolve(mail.recipient_id, mail.municipality_id)
    reached = None
    if mail.recipient_kind == "account":
        reached = reach_account(mail.recipient_id)
    elif mail.recipient_kind == "person" and mail.municipality_id is not None:
        reached = reach_person(mail.recipient_id, municipality_id=mail.municipality_id)
    return None if reached is None else Recipient(reached.email, reached.language, reached.account_id)


def compose(mail: OutgoingMail) -> Ready | Held | Dropped:
    """Find the recipient, ask how she wants it, and render. May raise whatever a renderer raises."""
    with _scope_of(mail):
        recipient = find_recipient(mail)
        if recipient is None:
            return Dropped(NOBODY)
        if mail.kind != DIGEST:
            kind, _renderer = require_message_kind(mail.kind)
            how = how_to_reach(recipient.account_id, kind) if mail.municipality_id is not None else How.NOW
            if not kind.is_invitation:
                if how == How.CALENDAR:
                    return Dropped(MUTED)
                if how == How.DAILY and recipient.account_id is not None and get_digest_renderer() is not None:
                    return Held(recipient.account_id)
        own = recipient.language or (get_municipality_language() if mail.municipality_id is not None else "")
        language = own or settings.LANGUAGE_CODE
        with translation.override(language):
            rendered, dropped = _render(mail, recipient, language)
    if rendered is None:
        return Dropped(NOT_RELEVANT)
    return Ready(to_message(mail, rendered, recipient), dropped)


def _request(mail: OutgoingMail, recipient: Recipient, language: str) -> MailRequest:
    return MailRequest(
        kind=mail.kind,
        ids=mail.ids,
        municipality_id=mail.municipality_id,
        recipient_kind=mail.recipient_kind,
        recipient_id=mail.recipient_id,
        account_id=recipient.account_id,
        language=language,
    )


def _render(mail: OutgoingMail, recipient: Recipient, language: str) -> tuple[Mail | None, tuple[int, ...]]:
    request = _request(mail, recipient, language)
    if mail.kind != DIGEST:
        return require_message_kind(mail.kind)[1](request), ()
    write_digest = get_digest_renderer()
    if write_digest is None:
        return None, ()
    parts, dropped = [], []
    for part in OutgoingMail.objects.filter(held_in=mail).order_by("id"):
        rendered = require_message_kind(part.kind)[1](_request(part, recipient, language))
        if rendered is None:
            dropped.append(part.pk)
        else:
            parts.append(rendered)
    return (write_digest(request, parts) if parts else None), tuple(dropped)


def message_id(mail: OutgoingMail) -> str:
    """The same for every attempt, so that a repeat after a crash can be recognised."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{mail.public_key}.{mail.pk}@{domain}>"


def one_line(subject: str) -> str:
    """A subject without line breaks and control signs, which could forge headers."""
    line = _BREAKS.sub(" ", subject).strip()
    return line if len(line) <= _SUBJECT_LENGTH else line[: _SUBJECT_LENGTH - 1].rstrip() + "…"


def to_message(mail: OutgoingMail, rendered: Mail, recipient: Recipient) -> EmailMultiAlternatives:
    """MIME: text, HTML and calendar as alternatives, files attached."""
    message = EmailMultiAlternatives(
        subject=one_line(rendered.subject),
        body=rendered.text,
        to=[recipient.email],
        headers={
            "Message-ID": message_id(mail),
            "Auto-Submitted": "auto-generated",
            "Content-Language": rendered.language,
        },
    )
    if rendered.html:
        message.attach_alternative(rendered.html, "text/html")
    part = rendered.calendar_part
    if part is not None:
        message.attach_alternative(part.content, f"text/calendar; method={part.method}")
    for file in rendered.attachments:
        message.attach(file.file_name, file.content, file.content_type)
    return message
