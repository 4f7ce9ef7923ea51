"""Close the secret address of somebody's calendar."""

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.calendars.facts import CalendarFeedRemoved
from lederloft.foundation.calendars.feeds import own_feed
from lederloft.foundation.calendars.policies import may_have_feed
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_have_feed)
def remove_feed(*, acting: Acting) -> None:
    """Close the address of her calendar in this municipality."""
    if not own_feed(acting).delete()[0]:
        return unchanged(None)
    record(CalendarFeedRemoved())
    return None
