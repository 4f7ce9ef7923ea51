"""What calendars are told: read back with the library, and compared with real time over every clock change."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from lederloft.foundation.calendars.values import Details, Entry, Method, Party, cancellation, feed_text, invitation
from lederloft.foundation.clock.values import OSLO, DoubledHour, local

KARI = Party("Kari Nordmann (syntetisk)", "kari@example.no")
OFFICE = Party("Organisasjon og forhandling", "lederloft@example.no")
WRITTEN = datetime(2024, 1, 22, 8, tzinfo=UTC)
TOLD = Details(
    title="Teamledelse, samling 1 av 3",
    starts_at=local(date(2024, 2, 7), time(13)),
    ends_at=local(date(2024, 2, 7), time(16)),
    location="Røros, møterom Storstuggu",
    link="https://example.no/møte?id=1&x=2",
    description="Ta med:\n- penn",
)
GATHERING = Entry(uid="abc@lederloft", sequence=0, details=TOLD)


def told(**changes: Any) -> Entry:
    """The gathering with other details."""
    return replace(GATHERING, details=replace(TOLD, **changes))


def invite(entry: Entry = GATHERING, attendee: Party = KARI) -> str:
    return invitation(entry, attendee=attendee, organiser=OFFICE, written_at=WRITTEN).content


def event_in(text: str) -> Any:
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_an_invitation_is_a_request_with_one_attendee() -> None:
    part = invitation(GATHERING, attendee=KARI, organiser=OFFICE, written_at=WRITTEN)
    assert part.method == "REQUEST"
    calendar = Calendar.from_ical(part.content)
    assert calendar["METHOD"] == "REQUEST"
    event = event_in(part.content)
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("abc@lederloft", 0, "CONFIRMED")
    assert event["SUMMARY"] == "Teamledelse, samling 1 av 3"
    assert event["LOCATION"] == "Røros, møterom Storstuggu"
    assert event["DESCRIPTION"] == "Ta med:\n- penn\n\nhttps://example.no/møte?id=1&x=2"
    assert event["URL"] == "https://example.no/møte?id=1&x=2"
    assert event.decoded("DTSTAMP") == WRITTEN
    assert event["ATTENDEE"] == "mailto:kari@example.no"
    assert event["ATTENDEE"].params["CN"] == KARI.name
    assert event["ORGANIZER"] == "mailto:lederloft@example.no"
    assert len(re.findall("^ATTENDEE", part.content, re.MULTILINE)) == 1


def test_times_stand_in_oslo_with_the_zone_beside_them() -> None:
    assert "DTSTART;TZID=Europe/Oslo:20240207T130000\r\n" in invite()
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Oslo\r\n" in invite()


def test_a_cancellation_keeps_the_uid() -> None:
    entry = replace(GATHERING, sequence=2)
    part = cancellation(entry, attendee=KARI, organiser=OFFICE, written_at=WRITTEN)
    assert part.method == Method.CANCEL
    assert Calendar.from_ical(part.content)["METHOD"] == "CANCEL"
    event = event_in(part.content)
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("abc@lederloft", 2, "CANCELLED")


def test_a_digital_gathering_has_its_link_as_place() -> None:
    event = event_in(invite(told(location="")))
    assert event["LOCATION"] == TOLD.link
    bare = event_in(invite(told(location="", link="", description="")))
    assert not {"LOCATION", "URL", "DESCRIPTION"} & set(bare)


def test_a_feed_holds_no_addresses_and_shows_what_is_cancelled() -> None:
    gone = replace(GATHERING, uid="def@lederloft", sequence=3, is_cancelled=True)
    text = feed_text([GATHERING, gone], name="Mine samlinger", written_at=WRITTEN)
    calendar = Calendar.from_ical(text)
    assert (calendar["METHOD"], calendar["NAME"]) == ("PUBLISH", "Mine samlinger")
    assert [event["STATUS"] for event in calendar.walk("VEVENT")] == ["CONFIRMED", "CANCELLED"]
    assert "mailto:" not in text
    assert "ATTENDEE" not in text


def test_an_empty_feed_is_a_calendar() -> None:
    text = feed_text([], name="Mine samlinger", written_at=WRITTEN)
    assert len(Calendar.from_ical(text).walk("VTIMEZONE")) == 1
    assert "BEGIN:VEVENT" not in text


HOSTILE = 'x\r\nBEGIN:VEVENT\rATTENDEE:mailto:a@b.no\n\u2028\x00\x0b"; METHOD:CANCEL \\n ^n æøå'


@pytest.mark.parametrize("field", ["uid", "title", "location", "link", "description"])
def test_hostile_text_in_the_entry_stays_text(field: str) -> None:
    text = invite(replace(GATHERING, uid=HOSTILE) if field == "uid" else told(**{field: HOSTILE}))
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 1
    assert text.count("\r\nBEGIN:VEVENT") == 1
    assert len(re.findall("^ATTENDEE", text, re.MULTILINE)) == 1
    assert "\x00" not in text
    assert "\u2028" not in text


@pytest.mark.parametrize("who", [Party(HOSTILE, "kari@example.no"), Party("Kari", HOSTILE)])
def test_hostile_text_in_a_name_or_address_stays_text(who: Party) -> None:
    text = invite(attendee=who)
    assert text.count("\r\nBEGIN:VEVENT") == 1
    assert len(re.findall("^ATTENDEE", text, re.MULTILINE)) == 1
    assert len(re.findall("^METHOD:", text, re.MULTILINE)) == 1


@given(st.text(max_size=300))
def test_lines_are_short_and_whole(title: str) -> None:
    raw = invite(told(title=title)).encode()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
    assert " ".join(str(event_in(raw.decode())["SUMMARY"]).split()) == " ".join(
        re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", title).split()
    )


def last_sunday(year: int, month: int) -> date:
    end = date(year, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


@pytest.mark.parametrize("change", [last_sunday(y, m) for y in range(2026, 2036) for m in (3, 10)], ids=str)
def test_over_every_clock_change_the_text_means_the_same_moments(change: date) -> None:
    before = local(change - timedelta(days=1), time(12))
    for minutes in range(0, 2 * 24 * 60, 30):
        starts_at = before + timedelta(minutes=minutes)
        ends_at = starts_at + timedelta(minutes=180)
        text = invite(told(starts_at=starts_at, ends_at=ends_at))
        event = event_in(text)
        assert event.decoded("DTSTART").astimezone(UTC) == starts_at
        assert event.decoded("DTEND").astimezone(UTC) == ends_at


def test_the_written_zone_rule_agrees_with_the_zone_database() -> None:
    """A calendar program that only reads our VTIMEZONE gets the right hour."""
    (zone,) = Calendar.from_ical(invite()).walk("VTIMEZONE")
    reckoned = zone.to_tz(lookup_tzid=False)  # by the rule, not by looking its name up
    for year in range(2026, 2036):
        for month in (3, 10):
            noon = datetime.combine(last_sunday(year, month) - timedelta(days=1), time(12))
            for hours in range(0, 36, 6):
                wall = noon + timedelta(hours=hours)
                assert wall.replace(tzinfo=reckoned).utcoffset() == wall.replace(tzinfo=OSLO).utcoffset()


def test_the_doubled_hour_is_written_in_utc() -> None:
    starts_at = local(date(2026, 10, 25), time(2, 30), doubled=DoubledHour.SECOND)
    text = invite(told(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)))
    assert "DTSTART:20261025T013000Z\r\n" in text
    assert "DTEND:20261025T023000Z\r\n" in text
