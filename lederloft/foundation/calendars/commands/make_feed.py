"""Give somebody's calendar a secret address."""

from django.conf import settings

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.calendars.facts import CalendarFeedMade
from lederloft.foundation.calendars.feeds import own_feed, place_of, secret_of
from lederloft.foundation.calendars.models import CalendarFeed
from lederloft.foundation.calendars.policies import may_have_feed
from lederloft.foundation.calendars.queries import hash_secret
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import new_public_key
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_have_feed)
def make_feed(*, acting: Acting) -> None:
    """Give her calendar in this municipality a new address; one made before no longer works."""
    account_id, municipality_id = place_of(acting)
    feed = CalendarFeed(
        account_id=account_id,
        municipality_id=municipality_id,
        public_key=new_public_key(),
        created_at=clock.now(),
    )
    feed.session_epoch = feed.account.session_epoch
    feed.secret_hash = hash_secret(secret_of(feed.public_key, settings.SECRET_KEY))
    own_feed(acting).delete()
    feed.save(force_insert=True)
    record(CalendarFeedMade())
