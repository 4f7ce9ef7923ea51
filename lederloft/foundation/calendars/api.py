"""The door to calendars: people's calendars kept true, their letters, and their feeds."""

from lederloft.foundation.calendars.commands.make_feed import make_feed
from lederloft.foundation.calendars.commands.remove_feed import remove_feed
from lederloft.foundation.calendars.errors import EventCancelled
from lederloft.foundation.calendars.feeds import get_feed_secret
from lederloft.foundation.calendars.inviting import (
    CANCELLED,
    CHANGED,
    INVITED,
    MESSAGE_KINDS,
    MOVED,
    WITHDRAWN,
    cancel,
    change,
    invite,
    withdraw,
)
from lederloft.foundation.calendars.letters import Letter, get_letter
from lederloft.foundation.calendars.queries import (
    list_due_invitations,
    list_entries,
    list_invited,
    list_own_sources,
    read_feed,
)
from lederloft.foundation.calendars.values import Details, Entry, Party, Source, feed_text

__all__ = [
    "CANCELLED",
    "CHANGED",
    "INVITED",
    "MESSAGE_KINDS",
    "MOVED",
    "WITHDRAWN",
    "Details",
    "Entry",
    "EventCancelled",
    "Letter",
    "Party",
    "Source",
    "cancel",
    "change",
    "feed_text",
    "get_feed_secret",
    "get_letter",
    "invite",
    "list_due_invitations",
    "list_entries",
    "list_invited",
    "list_own_sources",
    "make_feed",
    "read_feed",
    "remove_feed",
    "withdraw",
]
