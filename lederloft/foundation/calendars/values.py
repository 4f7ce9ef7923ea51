"""What calendars are told, as iCalendar text (RFC 5545 and 5546). Plain Python.

A gathering is one UID for ever. Each change raises SEQUENCE, so a moved or cancelled gathering moves in real
calendars. Each person gets a text of her own, with herself as the only attendee: nobody learns who else comes.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vDuration, vUri

from lederloft.foundation.clock.values import as_moment, in_oslo, is_doubled
from lederloft.foundation.outbox.values import CalendarPart

__all__ = ["CalendarPart", "Details", "Entry", "Method", "Party", "Source", "cancellation", "feed_text", "invitation"]

_PRODUCT = "-//Lederloft//Lederloft//NB"


class Method(StrEnum):
    """What the text asks of the receiving calendar (iTIP)."""

    REQUEST = "REQUEST"  # take this in, or replace what you have
    CANCEL = "CANCEL"  # take it out
    PUBLISH = "PUBLISH"  # a feed: just show it


@dataclass(frozen=True)
class Party:
    """Somebody by name and e-mail address."""

    name: str
    email: str


@dataclass(frozen=True)
class Details:
    """What people see of it. ``link`` is the digital meeting or the page that tells more."""

    title: str
    starts_at: datetime
    ends_at: datetime
    location: str = ""
    link: str = ""
    description: str = ""


@dataclass(frozen=True)
class Source:
    """Which row of another module it stands for: Source("programmes.gathering", 7)."""

    label: str
    id: int


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar."""

    uid: str
    sequence: int
    details: Details
    is_cancelled: bool = False


def invitation(entry: Entry, *, attendee: Party, organiser: Party, written_at: datetime) -> CalendarPart:
    """Put the entry into one person's calendar, or change it there."""
    return _for_one(Method.REQUEST, entry, attendee, organiser, written_at)


def cancellation(entry: Entry, *, attendee: Party, organiser: Party, written_at: datetime) -> CalendarPart:
    """Take the entry out of one person's calendar; its sequence must be above every one sent before."""
    return _for_one(Method.CANCEL, entry, attendee, organiser, written_at)


def feed_text(entries: Iterable[Entry], *, name: str, written_at: datetime) -> str:
    """A person's own calendar to subscribe to; cancelled entries stand in it as cancelled."""
    calendar = _calendar(Method.PUBLISH)
    calendar.add("name", _clean(name))
    calendar.add("x-wr-calname", _clean(name))
    calendar.add("refresh-interval", vDuration(timedelta(hours=1)), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(timedelta(hours=1)))
    for entry in entries:
        calendar.add_component(_event(entry, written_at, is_cancelled=entry.is_cancelled))
    return _text(calendar)


def _for_one(method: Method, entry: Entry, attendee: Party, organiser: Party, written_at: datetime) -> CalendarPart:
    event = _event(entry, written_at, is_cancelled=method is Method.CANCEL)
    event.add("organizer", _address(organiser))
    person = _address(attendee)
    person.params["ROLE"] = "REQ-PARTICIPANT"
    person.params["PARTSTAT"] = "NEEDS-ACTION"
    # The answer is given in Lederløft; a reply by mail would reach nobody.
    person.params["RSVP"] = "FALSE"
    event.add("attendee", person)
    calendar = _calendar(method)
    calendar.add_component(event)
    return CalendarPart(content=_text(calendar), method=method.value)


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add_component(_oslo())
    return calendar


def _text(calendar: Calendar) -> str:
    written: bytes = calendar.to_ical()
    return written.decode()


def _event(entry: Entry, written_at: datetime, *, is_cancelled: bool) -> Event:
    event = Event()
    event.add("uid", _clean(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", as_moment(written_at))
    event.add("last-modified", as_moment(written_at))
    told = entry.details
    event.add("summary", _clean(told.title))
    # A local time that comes twice can't be told apart in iCalendar, so that night is written in UTC.
    shown = as_moment if is_doubled(told.starts_at) or is_doubled(told.ends_at) else in_oslo
    event.add("dtstart", shown(told.starts_at))
    event.add("dtend", shown(told.ends_at))
    if place := _clean(told.location) or _clean(told.link):
        event.add("location", place)
    if text := "\n\n".join(part for part in (_clean(told.description, lines=True), _clean(told.link)) if part):
        event.add("description", text)
    if _is_web_address(told.link):
        event.add("url", vUri(told.link))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    return event


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{_clean(party.email)}")
    address.params["CN"] = _clean(party.name).replace('"', "'")
    return address


def _clean(text: str, *, lines: bool = False) -> str:
    """Without control characters; in one line unless ``lines``. What is left can't end a line or a property."""
    kept = "".join(
        sign if unicodedata.category(sign) not in {"Cc", "Zl", "Zp", "Cs"} else "\n" if sign == "\n" else " "
        for sign in text.replace("\r\n", "\n")
    )
    return kept.strip() if lines else " ".join(kept.split())


def _is_web_address(link: str) -> bool:
    return link.startswith(("https://", "http://")) and _clean(link) == link and " " not in link


def _oslo() -> Timezone:
    """Europe/Oslo as the rule in force since 1996, which every calendar program reads."""
    zone = Timezone()
    zone.add("tzid", "Europe/Oslo")
    for season, name, start, before, after, month in (
        (TimezoneDaylight(), "CEST", "1996-03-31T02:00", 1, 2, 3),
        (TimezoneStandard(), "CET", "1996-10-27T03:00", 2, 1, 10),
    ):
        season.add("tzname", name)
        season.add("dtstart", datetime.fromisoformat(start))
        season.add("tzoffsetfrom", timedelta(hours=before))
        season.add("tzoffsetto", timedelta(hours=after))
        season.add("rrule", {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
        zone.add_component(season)
    return zone
