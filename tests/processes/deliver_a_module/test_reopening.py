"""A gathering that was said to be held by mistake: it is planned again, and attendance, hours and edition follow."""

from datetime import time, timedelta

import pytest

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind, SeatState
from lederloft.domain.participation.models import Attendance
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState, GatheringState
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.states.api import MoveNotAllowed
from lederloft.foundation.trail.api import list_history
from lederloft.processes.deliver_a_module import api as process
from tests.domain.makers import DAYS, Town, a_gathering, after, at_sign_up, gathering_ids, make_edition, make_town
from tests.processes.deliver_a_module.postbox import calendar, mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def full(*seat_ids: int) -> list[AttendanceEntry]:
    return [AttendanceEntry(seat_id, AttendanceKind.FULL) for seat_id in seat_ids]


def edition_state(town: Town, edition_id: int) -> EditionState:
    with town.reading():
        return programmes.find_edition(edition_id).state


def seat_state(town: Town, seat_id: int) -> SeatState:
    with town.reading():
        return participation.find_place(seat_id).state


def say_what_is_practical(town: Town, edition_id: int, text: str) -> None:
    with town.reading():
        edition = programmes.find_edition(edition_id)
    process.change_an_edition(
        edition_id,
        name=edition.name,
        capacity=edition.capacity,
        sign_up_opens_at=edition.sign_up_opens_at,
        sign_up_closes_at=edition.sign_up_closes_at,
        contact_person_id=edition.contact_person_id,
        practical_information=text,
        acting=town.office,
    )


def test_nothing_is_registered_before_the_gathering_has_begun(town: Town) -> None:
    edition_id, leader = make_edition(town), town.person()
    first = gathering_ids(town, edition_id)[0]
    with at_sign_up():
        place = process.sign_up(edition_id, acting=leader.acting)
    for early in (time(0, 1), time(8, 59)):
        with clock.frozen_at(clock.local(DAYS[0], early)), pytest.raises(programmes.GatheringNotYet) as refusal:
            process.register_attendance(first, entries=full(place.seat_id), acting=town.office)
    assert refusal.value.values["starts_at"] == clock.local(DAYS[0], time(9))
    with town.reading():
        assert not Attendance.objects.exists()
        assert programmes.find_gathering(first).state == GatheringState.PLANNED
    with clock.frozen_at(clock.local(DAYS[0], time(9))):
        process.register_attendance(first, entries=full(place.seat_id), acting=town.office)


def test_hours_are_taken_back_and_the_trail_says_so(town: Town) -> None:
    edition_id, leader = make_edition(town), town.person()
    with at_sign_up():
        place = process.sign_up(edition_id, acting=leader.acting)
    gatherings = gathering_ids(town, edition_id)
    with clock.frozen_at(after(3)):
        for gathering_id in gatherings:
            process.register_attendance(gathering_id, entries=full(place.seat_id), acting=town.office)
        assert seat_state(town, place.seat_id) == SeatState.COMPLETED
        assert process.reopen_a_gathering(gatherings[2], acting=town.office)
        assert not process.reopen_a_gathering(gatherings[2], acting=town.office)
        assert seat_state(town, place.seat_id) == SeatState.SEATED
        assert edition_state(town, edition_id) == EditionState.RUNNING
        with town.reading():
            (hours,) = participation.list_my_hours(acting=leader.acting)
            of_gathering = [h.kind for h in list_history("programmes.gathering", gatherings[2])]
            of_seat = list_history("participation.seat", place.seat_id)
        assert hours.minutes == 360
        assert "programmes.GatheringReopened" in of_gathering
        kinds = [h.kind for h in of_seat]
        assert {"participation.AttendanceTakenBack", "participation.HoursNoLongerReached"} <= set(kinds)
        assert of_seat[kinds.index("participation.AttendanceTakenBack")].data["minutes_before"] == 180
        process.register_attendance(gatherings[2], entries=full(place.seat_id), acting=town.office)
        assert seat_state(town, place.seat_id) == SeatState.COMPLETED


def test_an_edition_that_has_not_begun_after_all_is_open_and_its_queue_moves(town: Town) -> None:
    edition_id = make_edition(town, 1)
    seated, waiting = town.person(), town.person()
    with at_sign_up():
        place = process.sign_up(edition_id, acting=seated.acting)
        behind = process.sign_up(edition_id, acting=waiting.acting)
    first = gathering_ids(town, edition_id)[0]
    with clock.frozen_at(clock.local(DAYS[0], time(9, 5))):
        process.register_attendance(first, entries=full(place.seat_id), acting=town.office)
        process.give_up_a_seat(place.seat_id, acting=seated.acting)
        assert seat_state(town, behind.seat_id) == SeatState.QUEUED
        process.reopen_a_gathering(first, acting=town.office)
    assert edition_state(town, edition_id) == EditionState.OPEN
    assert seat_state(town, place.seat_id) == SeatState.GIVEN_UP
    assert seat_state(town, behind.seat_id) == SeatState.SEATED
    assert (process.MOVED_UP, waiting.person_id) in mails(town)
    with town.reading():
        assert not Attendance.objects.exists()
        assert "programmes.EditionReopened" in [h.kind for h in list_history("programmes.edition", edition_id)]


def test_it_stands_in_the_calendars_of_those_who_come_and_lead_now(town: Town) -> None:
    edition_id = make_edition(town)
    stays, leaves = town.person(), town.person()
    led, leads = town.person(Role.FACILITATOR), town.person(Role.FACILITATOR)
    with at_sign_up():
        process.sign_up(edition_id, acting=stays.acting)
        place = process.sign_up(edition_id, acting=leaves.acting)
        process.assign_a_facilitator(edition_id, person_id=led.person_id, acting=town.office)
    first = gathering_ids(town, edition_id)[0]
    with clock.frozen_at(clock.local(DAYS[0], time(9, 5))):
        programmes.hold_gathering(first, acting=town.office)
        process.give_up_a_seat(place.seat_id, acting=leaves.acting)
        process.release_a_facilitator(edition_id, person_id=led.person_id, acting=town.office)
        process.assign_a_facilitator(edition_id, person_id=leads.person_id, acting=town.office)
        assert len(calendar(town, leaves.person_id)) == len(calendar(town, led.person_id)) == 1
        say_what_is_practical(town, edition_id, "Ta med matpakke.")
        process.reopen_a_gathering(first, acting=town.office)
        assert calendar(town, leaves.person_id) == calendar(town, led.person_id) == []
        for somebody in (stays, leads):
            entries = [entry.details for entry in calendar(town, somebody.person_id)]
            assert [entry.description for entry in entries] == ["Ta med matpakke."] * 3
        before = len(mails(town))
        process.move_a_gathering(first, plan=a_gathering(DAYS[0] + timedelta(days=1)), acting=town.office)
    assert {person_id for _kind, person_id in mails(town)[before:]} == {stays.person_id, leads.person_id}


def test_what_can_not_be_taken_back(town: Town) -> None:
    edition_id = make_edition(town)
    first, second, third = gathering_ids(town, edition_id)
    with clock.frozen_at(after(3)):
        for gathering_id in (first, second):
            programmes.hold_gathering(gathering_id, acting=town.office)
        process.cancel_a_gathering(third, acting=town.office)
        with pytest.raises(MoveNotAllowed):
            process.reopen_a_gathering(third, acting=town.office)
        with pytest.raises(participation.GatheringHeldStill):
            participation.take_back_attendance(first, acting=town.office)
        with pytest.raises(NotFound):
            process.reopen_a_gathering(first, acting=make_town().office)
        holder = town.person(Role.FACILITATOR)
        programmes.assign_facilitator(edition_id, person_id=holder.person_id, acting=town.office)
        with pytest.raises(NotAllowed):
            process.reopen_a_gathering(first, acting=holder.acting)
        process.close_an_edition(edition_id, acting=town.office)
        with pytest.raises(programmes.EditionEnded):
            process.reopen_a_gathering(first, acting=town.office)
