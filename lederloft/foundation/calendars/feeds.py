"""The secret address of a person's own calendar: made, shown, removed."""

import base64

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from lederloft.foundation.acting.api import Acting
from lederloft.foundation.calendars.facts import CalendarFeedMade, CalendarFeedRemoved
from lederloft.foundation.calendars.models import CalendarFeed
from lederloft.foundation.calendars.policies import may_have_feed
from lederloft.foundation.calendars.queries import get_open_feeds, hash_secret
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import new_public_key
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_have_feed)
def make_feed(*, acting: Acting) -> None:
    """Give her calendar in this municipality a new address; one made before no longer works."""
    account_id, municipality_id = _place(acting)
    feed = CalendarFeed(
        account_id=account_id,
        municipality_id=municipality_id,
        public_key=new_public_key(),
        created_at=clock.now(),
    )
    feed.session_epoch = feed.account.session_epoch
    feed.secret_hash = hash_secret(_secret_of(feed.public_key, settings.SECRET_KEY))
    _own(acting).delete()
    feed.save(force_insert=True)
    record(CalendarFeedMade())


@use_case(may=may_have_feed)
def remove_feed(*, acting: Acting) -> None:
    """Close the address of her calendar in this municipality."""
    if not _own(acting).delete()[0]:
        return unchanged(None)
    record(CalendarFeedRemoved())
    return None


def get_feed_secret(acting: Acting) -> str | None:
    """The secret part of her address, to be shown to nobody else; None when she has none that works."""
    account_id, municipality_id = _place(acting)
    feed = get_open_feeds().filter(account_id=account_id, municipality_id=municipality_id).first()
    if feed is None:
        return None
    secrets = (_secret_of(feed.public_key, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    return next((secret for secret in secrets if hash_secret(secret) == feed.secret_hash), None)


def _own(acting: Acting) -> QuerySet[CalendarFeed]:
    account_id, municipality_id = _place(acting)
    return CalendarFeed.objects.filter(account_id=account_id, municipality_id=municipality_id)


def _place(acting: Acting) -> tuple[int, int]:
    if acting.account_id is None or acting.municipality_id is None:
        raise NotAllowed
    return acting.account_id, acting.municipality_id


def _secret_of(public_key: str, installation_key: str | bytes) -> str:
    made = salted_hmac("lederloft.foundation.calendars.feed", public_key, installation_key, algorithm="sha256")
    return base64.urlsafe_b64encode(made.digest()).rstrip(b"=").decode()
