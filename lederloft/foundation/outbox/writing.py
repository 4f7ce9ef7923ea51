"""Putting mail into the outbox, inside the transaction that makes it necessary."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import enqueue
from lederloft.foundation.outbox.errors import NotIdsOnly, WrongRecipient
from lederloft.foundation.outbox.kinds import get_resolver, require_message_kind
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.outbox.states import NOT_RELEVANT, MailState
from lederloft.foundation.tenancy.api import require_municipality

_DELIVER = "outbox.deliver"

_KEY = re.compile(r"[A-Za-z0-9_.:/+-]{1,100}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ALWAYS_KNOWN = frozenset({"account", "person"})


def _recipient(
    kind: str, to_account_id: int | None, to_person_id: int | None, to_other: tuple[str, int] | None
) -> tuple[str, int]:
    told = [("account", to_account_id), ("person", to_person_id), to_other or ("", None)]
    found = [(name, number) for name, number in told if number is not None]
    if len(found) != 1 or type(found[0][1]) is not int:
        raise WrongRecipient(kind=kind)
    name, number = found[0]
    if name not in _ALWAYS_KNOWN and get_resolver(name) is None:
        raise WrongRecipient(kind=kind)
    return name, number


def send_mail(
    kind: str,
    *,
    ids: Mapping[str, int],
    municipality_id: int | None,
    to_account_id: int | None = None,
    to_person_id: int | None = None,
    to_other: tuple[str, int] | None = None,
    key: str | None = None,
    send_after: datetime | None = None,
) -> int:
    """Write a mail row; returns its id. It is rendered and sent after the commit, or never.

    Exactly one recipient: an account, a person of the municipality, or (kind, id) with a wired resolver. Text and
    files are named by ``ids`` and made when it is sent. With a ``key`` the same kind to the same recipient in the
    same municipality is written once: a repeat returns the first one's id.

    Raises UnknownMessageKind, WrongRecipient, NotIdsOnly.
    """
    rules, _renderer = require_message_kind(kind)
    recipient_kind, recipient_id = _recipient(kind, to_account_id, to_person_id, to_other)
    if municipality_id is None and (not rules.may_lack_municipality or recipient_kind == "person"):
        raise WrongRecipient(kind=kind)
    return write_mail(
        kind,
        ids=ids,
        municipality_id=municipality_id,
        recipient=(recipient_kind, recipient_id),
        key=key,
        send_after=send_after,
    )


@dataclass(frozen=True)
class ToPerson:
    """One of many mails of a kind: to whom, about what, and the key that makes a repeat harmless."""

    person_id: int
    ids: Mapping[str, int]
    key: str


def send_mails(kind: str, *, letters: Sequence[ToPerson], municipality_id: int) -> None:
    """As send_mail, to many persons in a number of statements that doesn't grow with them. One job sends them all."""
    rules, _renderer = require_message_kind(kind)
    wait = timedelta(seconds=settings.MAIL_WAITS_SECONDS if rules.waits else 0)
    send_after = clock.now() + wait if wait else None
    mails = {
        mail.key: mail
        for letter in letters
        for mail in [
            _mail(
                kind,
                ids=letter.ids,
                municipality_id=municipality_id,
                recipient=("person", letter.person_id),
                key=letter.key,
                send_after=send_after,
            )
        ]
    }
    if not mails:
        return
    written = OutgoingMail.objects.bulk_create(
        mails.values(), update_conflicts=True, update_fields=["key"], unique_fields=["key"]
    )
    start_delivery(written[0], run_after=send_after)


@dataclass(frozen=True)
class Unsent:
    """A mail that will not be sent after all: a newer one says what is so.

    ``was_tried``: it was handed over at least once without an answer that it was taken. It may have come to her.
    """

    kind: str
    ids: Mapping[str, int]
    was_tried: bool


def take_back(
    kinds: Collection[str], *, about: str, ids: Collection[int], person_ids: Collection[int]
) -> dict[int, Unsent]:
    """Drop the mails of these kinds to these persons, about these ids, that nobody is sending now. By that id.

    Three statements. Who writes the newest word calls it first, and tells from it what the person knows already.
    """
    waiting = OutgoingMail.objects.filter(state=MailState.QUEUED)
    written = waiting.filter(
        municipality_id=require_municipality(), kind__in=kinds, recipient_kind="person", recipient_id__in=person_ids
    )
    wanted = [pk for pk, told in written.values_list("pk", "ids") if told.get(about) in ids]
    # Only these are locked, in the order of their ids: acts on other editions write to the same persons.
    locked = list(waiting.filter(pk__in=wanted).order_by("id").select_for_update())
    OutgoingMail.objects.filter(pk__in=[mail.pk for mail in locked]).update(
        state=MailState.DROPPED, ended_at=clock.now(), failure=NOT_RELEVANT
    )
    # A server that didn't answer the call isn't counted as an attempt (delivering).
    tried = {mail.ids[about] for mail in locked if mail.attempts}
    return {mail.ids[about]: Unsent(mail.kind, mail.ids, mail.ids[about] in tried) for mail in locked}


def write_mail(
    kind: str,
    *,
    ids: Mapping[str, int],
    municipality_id: int | None,
    recipient: tuple[str, int],
    key: str | None,
    send_after: datetime | None = None,
) -> int:
    """Write the row and the job that sends it."""
    mail = _mail(kind, ids=ids, municipality_id=municipality_id, recipient=recipient, key=key, send_after=send_after)
    if key is None:
        mail.save(force_insert=True)
    else:  # the idle update answers with the first one's id
        OutgoingMail.objects.bulk_create([mail], update_conflicts=True, update_fields=["key"], unique_fields=["key"])
    start_delivery(mail, run_after=send_after)
    return mail.pk


def _mail(
    kind: str,
    *,
    ids: Mapping[str, int],
    municipality_id: int | None,
    recipient: tuple[str, int],
    key: str | None,
    send_after: datetime | None,
) -> OutgoingMail:
    if any(type(value) is not int or not _NAME.fullmatch(name) for name, value in ids.items()):
        raise NotIdsOnly
    if key is not None and not _KEY.fullmatch(key):
        raise NotIdsOnly
    recipient_kind, recipient_id = recipient
    return OutgoingMail(
        kind=kind,
        key=None if key is None else f"{kind}/{municipality_id or 0}/{recipient_kind}-{recipient_id}/{key}",
        ids=dict(ids),
        municipality_id=municipality_id,
        recipient_kind=recipient_kind,
        recipient_id=recipient_id,
        send_after=send_after,
        created_at=clock.now(),
    )


def start_delivery(mail: OutgoingMail, *, run_after: datetime | None) -> None:
    """Queue the job that sends the mail, and with it all others that are due."""
    enqueue(
        _DELIVER,
        ids={"mail_id": mail.pk},
        municipality_id=mail.municipality_id,
        account_id=None,
        run_after=run_after,
    )
