"""Looking after the outbox: what IT sees and does. What is deleted and when stands in the marks."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.delivering import server_is_away
from lederloft.foundation.outbox.errors import MailNotFound
from lederloft.foundation.outbox.facts import MailSentAgain
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.outbox.states import MailState
from lederloft.foundation.outbox.writing import start_delivery
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@dataclass(frozen=True)
class MailStatus:
    """A mail as IT sees it: never the text, never the address."""

    public_key: str
    kind: str
    state: MailState
    attempts: int
    failure: str
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class OutboxHealth:
    """How the whole installation's mail is doing; numbers only."""

    waiting: int
    held: int
    dead: int
    oldest_waiting_since: datetime | None
    is_server_away: bool


def visible_to(acting: Acting) -> QuerySet[OutgoingMail]:
    """For IT the municipality's mail and that of accounts as such; for upkeep all; for others none."""
    if acting.is_upkeep:
        return OutgoingMail.objects.all()
    if not acting.has(Role.IT):
        return OutgoingMail.objects.none()
    return OutgoingMail.objects.filter(Q(municipality_id=acting.municipality_id) | Q(municipality__isnull=True))


def list_mails(
    *, acting: Acting, states: frozenset[MailState] | None = None, kind: str = "", limit: int = 200
) -> list[MailStatus]:
    """The mails she may see, newest first."""
    rows = visible_to(acting)
    if states is not None:
        rows = rows.filter(state__in=states)
    if kind:
        rows = rows.filter(kind=kind)
    return [
        MailStatus(m.public_key, m.kind, MailState(m.state), m.attempts, m.failure, m.created_at, m.ended_at)
        for m in rows.order_by("-id")[:limit]
    ]


def get_outbox_health() -> OutboxHealth:
    """Numbers for the health page and IT. One query."""
    now = clock.now()
    is_due = Q(state=MailState.QUEUED) & (Q(send_after__isnull=True) | Q(send_after__lte=now) | ~Q(failure=""))
    told = OutgoingMail.objects.filter(state__in=[MailState.QUEUED, MailState.HELD, MailState.DEAD]).aggregate(
        waiting=Count("pk", filter=is_due),
        held=Count("pk", filter=Q(state=MailState.HELD)),
        dead=Count("pk", filter=Q(state=MailState.DEAD)),
        oldest_waiting_since=Min(Coalesce("created_at", "send_after"), filter=is_due),
        without_server=Count("pk", filter=server_is_away(now)),
    )
    return OutboxHealth(is_server_away=bool(told.pop("without_server")), **told)


def _may_send_again(acting: Acting, _public_key: object) -> bool:
    return acting.is_upkeep or acting.has(Role.IT)


@use_case(may=_may_send_again)
def resend_mail(public_key: str, *, acting: Acting) -> MailState:
    """Send a mail that was given up once more; any other is left as it is. Raises MailNotFound."""
    mail = visible_to(acting).filter(public_key=public_key).select_for_update(of=("self",)).first()
    if mail is None:
        raise MailNotFound
    if mail.state != MailState.DEAD:
        return unchanged(MailState(mail.state))
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=MailState.QUEUED, ended_at=None, attempts=0, send_after=None, created_at=clock.now()
    )
    start_delivery(mail, run_after=None)
    record(MailSentAgain(mail_id=mail.pk, mail_kind=mail.kind))
    return MailState.QUEUED
