"""A gathering added for one that was cancelled: calendars, mail and hours follow."""

from dataclasses import replace
from datetime import date

import pytest

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind, Forecast, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import Role
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed
from lederloft.processes.deliver_a_module import api as process
from tests.domain.makers import DAYS, Town, a_gathering, after, at_sign_up, gathering_ids, make_edition, make_town
from tests.processes.deliver_a_module.postbox import calendar, mails

pytestmark = pytest.mark.django_db

NEW = a_gathering(date(2024, 5, 8), title="Ny dag")


@pytest.fixture
def town() -> Town:
    return make_town()


def forecast(town: Town, leader: object) -> Forecast:
    with town.reading():
        (hours,) = participation.list_my_hours(acting=leader.acting)
    return hours.forecast


def test_nine_hours_are_reached_after_a_gathering_was_cancelled(town: Town) -> None:
    edition_id = make_edition(town)
    leader = town.person()
    with at_sign_up():
        place = process.sign_up(edition_id, acting=leader.acting)
        process.cancel_a_gathering(gathering_ids(town, edition_id)[2], acting=town.office)
        assert forecast(town, leader) == Forecast.CAN_NO_LONGER
        process.add_a_gathering(edition_id, plan=NEW, acting=town.office)
        assert forecast(town, leader) == Forecast.ON_COURSE
    first, second, _cancelled, added = gathering_ids(town, edition_id)
    with clock.frozen_at(after(3).replace(month=5, day=9)):
        for gathering_id in (first, second, added):
            entries = [AttendanceEntry(place.seat_id, AttendanceKind.FULL)]
            process.register_attendance(gathering_id, entries=entries, acting=town.office)
        with town.reading():
            (hours,) = participation.list_my_hours(acting=leader.acting)
    assert (hours.minutes, hours.state) == (540, SeatState.COMPLETED)


def test_all_on_a_seat_and_who_leads_the_whole_are_invited_once(town: Town) -> None:
    edition_id = make_edition(town, 2)
    seated, both, queued = town.person(), town.person(), town.person()
    holder, of_one, sees_nothing = (town.person(role) for role in (Role.FACILITATOR, Role.FACILITATOR, Role.IT))
    one = gathering_ids(town, edition_id)[0]
    with at_sign_up():
        for who in (holder, both, sees_nothing):
            process.assign_a_facilitator(edition_id, person_id=who.person_id, acting=town.office)
        process.assign_a_facilitator(edition_id, person_id=of_one.person_id, gathering_id=one, acting=town.office)
        for who in (seated, both, queued):
            process.sign_up(edition_id, acting=who.acting)
        before = len(mails(town))
        pressed = replace(town.office, client_key="press")
        added = process.add_a_gathering(edition_id, plan=NEW, acting=pressed)
        assert process.add_a_gathering(edition_id, plan=NEW, acting=pressed) == added
        told = mails(town)[before:]
        assert sorted(told) == sorted((calendars.INVITED, w.person_id) for w in (seated, both, holder))
        for who in (seated, both, holder):
            entry = calendar(town, who.person_id)[3]
            assert (entry.sequence, entry.is_cancelled) == (0, False)
            assert entry.details.title == "Teamledelse 4: Ny dag"
            assert entry.details.starts_at == clock.local(NEW.on, NEW.starts)
        assert len({calendar(town, who.person_id)[3].uid for who in (seated, both)}) == 1
        assert calendar(town, queued.person_id) == calendar(town, sees_nothing.person_id) == []
        assert len(calendar(town, of_one.person_id)) == 1


def test_the_feed_has_the_new_one_as_a_new_event(town: Town) -> None:
    edition_id = make_edition(town)
    leader = town.person()
    with at_sign_up():
        process.sign_up(edition_id, acting=leader.acting)
        calendars.make_feed(acting=leader.acting)
        process.add_a_gathering(edition_id, plan=NEW, acting=town.office)
        with town.reading():
            secret = calendars.get_feed_secret(acting=leader.acting)
        feed = calendars.read_feed(secret or "")
    event = next(part for part in feed.split("BEGIN:VEVENT")[1:] if "Ny dag" in part)
    assert "SEQUENCE:0\r\n" in event
    assert event.split("UID:")[1].split("\r\n")[0] not in feed.replace(event, "")


def test_a_draft_tells_nobody_until_it_is_opened(town: Town) -> None:
    holder = town.person(Role.FACILITATOR)
    edition_id = make_edition(town, is_open=False, facilitator_person_ids=(holder.person_id,))
    with at_sign_up():
        process.cancel_a_gathering(gathering_ids(town, edition_id)[0], acting=town.office)
        process.add_a_gathering(edition_id, plan=NEW, acting=town.office)
        assert mails(town) == []
        assert calendar(town, holder.person_id) == []
        process.open_a_draft(edition_id, acting=town.office)
        assert [e.details.title for e in calendar(town, holder.person_id)] == [
            "Teamledelse 2",
            "Teamledelse 3",
            "Teamledelse 4: Ny dag",
        ]


def test_one_who_moves_up_later_has_the_added_one_too(town: Town) -> None:
    edition_id = make_edition(town, 1)
    first, second = town.person(), town.person()
    with at_sign_up():
        place = process.sign_up(edition_id, acting=first.acting)
        process.sign_up(edition_id, acting=second.acting)
        process.add_a_gathering(edition_id, plan=NEW, acting=town.office)
        process.give_up_a_seat(place.seat_id, acting=first.acting)
        assert calendar(town, first.person_id) == []
        assert len(calendar(town, second.person_id)) == len(DAYS) + 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DEVELOPMENT_OFFICE])
def test_nobody_but_the_office_adds_one(town: Town, role: Role) -> None:
    edition_id = make_edition(town)
    with at_sign_up(), pytest.raises(NotAllowed):
        process.add_a_gathering(edition_id, plan=NEW, acting=town.person(role).acting)
    assert len(gathering_ids(town, edition_id)) == len(DAYS)


def test_a_refused_one_leaves_nothing(town: Town) -> None:
    edition_id = make_edition(town)
    leader = town.person()
    with at_sign_up():
        process.sign_up(edition_id, acting=leader.acting)
        before = mails(town)
        with pytest.raises(programmes.GatheringsOverlap):
            process.add_a_gathering(edition_id, plan=a_gathering(DAYS[0]), acting=town.office)
        assert (mails(town), len(calendar(town, leader.person_id))) == (before, 3)
