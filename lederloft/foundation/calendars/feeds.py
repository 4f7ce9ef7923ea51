"""The secret address of a person's own calendar, and what making and removing it share."""

import base64

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.calendars.models import CalendarFeed
from lederloft.foundation.calendars.queries import get_open_feeds, hash_secret
from lederloft.foundation.errors.values import NotAllowed


def get_feed_secret(acting: Acting) -> str | None:
    """The secret part of her address, to be shown to nobody else; None when she has none that works."""
    account_id, municipality_id = place_of(acting)
    feed = get_open_feeds().filter(account_id=account_id, municipality_id=municipality_id).first()
    if feed is None:
        return None
    secrets = (secret_of(feed.public_key, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    return next((secret for secret in secrets if hash_secret(secret) == feed.secret_hash), None)


def own_feed(acting: Acting) -> QuerySet[CalendarFeed]:
    """Her feed in this municipality."""
    account_id, municipality_id = place_of(acting)
    return CalendarFeed.objects.filter(account_id=account_id, municipality_id=municipality_id)


def place_of(acting: Acting) -> tuple[int, int]:
    """Her account and this municipality. Raises NotAllowed without either."""
    if acting.account_id is None or acting.municipality_id is None:
        raise NotAllowed
    return acting.account_id, acting.municipality_id


def secret_of(public_key: str, installation_key: str | bytes) -> str:
    """Made from the feed's key each time, so that it is stored nowhere."""
    made = salted_hmac("lederloft.foundation.calendars.feed", public_key, installation_key, algorithm="sha256")
    return base64.urlsafe_b64encode(made.digest()).rstrip(b"=").decode()
