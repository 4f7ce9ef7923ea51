"""What somebody may see and choose about mail to herself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Value

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.outbox.choices import choose_notifications
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.outbox.states import MailState
from lederloft.foundation.outbox.values import How
from lederloft.foundation.use_cases.api import use_case


@dataclass(frozen=True)
class OwnMail:
    """A mail as the one it went to sees it afterwards: what kind, about what and when, never the text."""

    kind: str
    ids: Mapping[str, int]
    state: MailState
    created_at: datetime
    ended_at: datetime | None


def list_own_mails(*, acting: Acting, limit: int = 50) -> list[OwnMail]:
    """The latest to her, of this municipality and of her account as such, newest first, nothing dropped. One query."""
    rows = mails_to(acting).exclude(state=MailState.DROPPED).order_by("-id")[:limit]
    return [OwnMail(row.kind, row.ids, MailState(row.state), row.created_at, row.ended_at) for row in rows]


def count_news(acting: Acting, *, since: datetime) -> QuerySet[OutgoingMail, int]:
    """How many were made for her since then, as one value for a subquery; none if none. Dropped ones don't count."""
    news = mails_to(acting).filter(created_at__gt=since).exclude(state=MailState.DROPPED)
    return (
        news.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("id")).values_list("count", flat=True)
    )


def mails_to(acting: Acting) -> QuerySet[OutgoingMail]:
    """Those to her, of this municipality and of her account as such."""
    if acting.account_id is None or acting.municipality_id is None:
        return OutgoingMail.objects.none()
    to_account = Q(recipient_kind="account", recipient_id=acting.account_id)
    here = Q(municipality_id=acting.municipality_id)
    mine = to_account & (here | Q(municipality__isnull=True))
    if acting.person_id is not None:
        mine |= here & Q(recipient_kind="person", recipient_id=acting.person_id)
    return OutgoingMail.objects.filter(mine)


def _may_choose(acting: Acting, _chosen: object) -> bool:
    return acting.account_id is not None and acting.municipality_id is not None


@use_case(may=_may_choose)
def choose_all_notifications(chosen: Mapping[str, How], *, acting: Acting) -> None:
    """Choose for several groups at once, all or none. Raises UnknownGroup."""
    for group, how in chosen.items():
        choose_notifications(group, how=how, acting=acting)
