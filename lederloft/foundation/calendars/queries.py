"""Reading what stands in calendars."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.utils.translation import gettext

from lederloft.foundation.access.api import get_acting
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.calendars.models import CalendarEvent, CalendarFeed, EventState, Invitation
from lederloft.foundation.calendars.values import Details, Entry, Source, feed_text
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.privacy.api import Due
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import Via
from lederloft.foundation.wording.api import in_language

KEEP = timedelta(days=365)


def details_of(event: CalendarEvent) -> Details:
    """What people see of it now."""
    return Details(
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        location=event.location,
        link=event.link,
        description=event.description,
    )


def list_entries(person_id: int) -> list[Entry]:
    """What stands in the person's calendar, by time; cancelled events too, as cancelled. In a scope."""
    rows = Invitation.objects.filter(person_id=person_id, is_withdrawn=False).select_related("event")
    return [
        Entry(
            uid=row.event.uid,
            sequence=row.sequence,
            details=details_of(row.event),
            is_cancelled=row.event.state == EventState.CANCELLED,
        )
        for row in rows.order_by("event__starts_at", "event_id")
    ]


def list_invited(source: Source) -> list[int]:
    """The persons in whose calendar it stands. In a scope."""
    rows = Invitation.objects.filter(event__source_label=source.label, event__source_id=source.id, is_withdrawn=False)
    return list(rows.order_by("person_id").values_list("person_id", flat=True))


def list_own_sources(invitation_ids: Collection[int], *, acting: Acting) -> dict[int, Source]:
    """What each of one's own invitations is to. One query, in a scope."""
    mine = Invitation.objects.filter(pk__in=invitation_ids, person_id=acting.person_id or 0)
    rows = mine.values_list("pk", "event__source_label", "event__source_id")
    return {pk: Source(label, number) for pk, label, number in rows}


def hash_secret(secret: str) -> str:
    """What is stored of a secret address: the secret is random and long, so one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def get_open_feeds() -> QuerySet[CalendarFeed]:
    """Feeds that work: of active accounts, made since their sessions were last ended."""
    return CalendarFeed.objects.filter(account__is_active=True, account__session_epoch=F("session_epoch"))


def read_feed(secret: str) -> str:
    """The calendar at a secret address. Raises NotFound when it doesn't work, whatever the reason."""
    found = (
        get_open_feeds()
        .filter(secret_hash=hash_secret(secret))
        .values_list("account_id", "municipality_id", "account__language")
        .first()
    )
    if found is None:
        raise NotFound
    account_id, municipality_id, language = found
    try:
        person_id = get_acting(account_id, municipality_id, via=Via.TOKEN).person_id
    except NotAllowed:
        raise NotFound from None
    entries = []
    if person_id is not None:
        with scope(municipality_id):
            entries = list_entries(person_id)
    with in_language(language):
        return feed_text(entries, name=gettext("Mine samlinger i Lederløft"), written_at=clock.now())


def list_due_invitations(now: datetime) -> Due:
    """The retention source "calendars.invitations": those to events that ended a year ago. In a scope."""
    old = Invitation.objects.filter(event__ends_at__lt=now - KEEP).order_by("id")
    return Due(delete={"calendars.invitation": list(old.values_list("id", flat=True)[:500])})
