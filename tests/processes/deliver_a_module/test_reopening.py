"""A gathering that was said to be held by mistake: it is planned again, and attendance, hours and edition follow."""

from datetime import time

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
from tests.domain.makers import DAYS, Town, after, at_sign_up, gathering_ids, make_edition, make_town
from tests.processes.deliver_a_module.postbox import mails

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
