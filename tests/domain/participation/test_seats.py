"""Seats, queue, attendance, and who may."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind, PlaceRule, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import Grant, Role, ScopeKind
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.trail.api import list_history
from tests.domain.makers import Somebody, Town, after, at_sign_up, gathering_ids, make_edition, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def reserve(edition_id: int, somebody: Somebody) -> participation.Place:
    with at_sign_up():
        return participation.reserve_seat(edition_id, person_id=somebody.person_id, acting=somebody.acting)


def state_of(town: Town, seat_id: int) -> SeatState:
    with town.reading():
        return participation.find_place(seat_id).state


def test_a_leader_gets_the_first_free_seat_and_the_rest_queue(town: Town) -> None:
    edition_id = make_edition(town, 2)
    places = [reserve(edition_id, town.person()) for _ in range(4)]
    assert [(p.state, p.seat_number, p.queue_position, p.rule) for p in places] == [
        (SeatState.SEATED, 1, None, PlaceRule.SEAT_WAS_FREE),
        (SeatState.SEATED, 2, None, PlaceRule.SEAT_WAS_FREE),
        (SeatState.QUEUED, None, 1, PlaceRule.ORDER_OF_SIGN_UP),
        (SeatState.QUEUED, None, 2, PlaceRule.ORDER_OF_SIGN_UP),
    ]


def test_sign_up_is_refused_outside_its_time(town: Town) -> None:
    edition_id, leader = make_edition(town), town.person()
    with at_sign_up() as now:
        for moved, refusal in (
            (timedelta(days=-30), participation.SignUpNotOpenYet),
            (timedelta(days=30), participation.SignUpClosed),
        ):
            now.forward(moved)
            with pytest.raises(refusal):
                participation.reserve_seat(edition_id, person_id=leader.person_id, acting=leader.acting)
            now.forward(-moved)
    draft = make_edition(town, is_open=False)
    with pytest.raises(participation.EditionNotOpen):
        reserve(draft, leader)


def test_history_tells_of_sign_up_move_and_giving_up(town: Town) -> None:
    edition_id, first, second = make_edition(town, 1), town.person(), town.person()
    seat, queue = reserve(edition_id, first), reserve(edition_id, second)
    with at_sign_up():
        participation.give_up_seat(seat.seat_id, acting=first.acting)
    with town.reading():
        kinds = {
            seat_id: [h.kind for h in list_history("participation.seat", seat_id)]
            for seat_id in (seat.seat_id, queue.seat_id)
        }
        assert participation.find_place(queue.seat_id).rule == PlaceRule.MOVED_UP
    assert kinds[seat.seat_id] == ["participation.SeatGivenUp", "participation.SeatReserved"]
    assert kinds[queue.seat_id] == ["participation.MovedUpFromQueue", "participation.PlaceInQueueTaken"]


def test_a_seat_given_up_after_the_start_stays_empty(town: Town) -> None:
    edition_id, first, second = make_edition(town, 1), town.person(), town.person()
    seat, queue = reserve(edition_id, first), reserve(edition_id, second)
    with clock.frozen_at(after(1)):
        programmes.hold_gathering(gathering_ids(town, edition_id)[0], acting=town.office)
        assert participation.give_up_seat(seat.seat_id, acting=first.acting).moved_up == ()
    assert state_of(town, queue.seat_id) == SeatState.QUEUED


def test_the_wrong_way_out_is_refused(town: Town) -> None:
    edition_id, first, second = make_edition(town, 1), town.person(), town.person()
    seat, queue = reserve(edition_id, first), reserve(edition_id, second)
    with pytest.raises(participation.NotInQueue):
        participation.withdraw_from_queue(seat.seat_id, acting=first.acting)
    with pytest.raises(participation.NoSeatToGiveUp):
        participation.give_up_seat(queue.seat_id, acting=second.acting)


def test_a_stand_in_signs_up_nobody_but_herself(town: Town) -> None:
    edition_id, leader, stand_in = make_edition(town), town.person(), town.person(Role.POLITICIAN)
    lent = Grant(Role.LEADER, ScopeKind.MUNICIPALITY, None, leader.acting.account_id)
    acting = replace(stand_in.acting, grants=(*stand_in.acting.grants, lent))
    with at_sign_up(), pytest.raises(NotAllowed):
        participation.reserve_seat(edition_id, person_id=leader.person_id, acting=acting)


def test_a_seat_of_another_and_one_that_is_not_there_get_the_same_answer(town: Town) -> None:
    edition_id, leader, other = make_edition(town), town.person(), town.person()
    place = reserve(edition_id, other)
    for seat_id in (place.seat_id, 10**9):
        with pytest.raises(NotFound):
            participation.give_up_seat(seat_id, acting=leader.acting)
    with town.reading():
        for key in (place.seat_key, "not-a-key"):
            with pytest.raises(NotFound):
                participation.get_place(key, acting=leader.acting)
        assert participation.get_place(place.seat_key, acting=other.acting) == place


def hold(town: Town, edition_id: int, number: int) -> int:
    gathering_id = gathering_ids(town, edition_id)[number - 1]
    with clock.frozen_at(after(number)):
        programmes.hold_gathering(gathering_id, acting=town.office)
    return gathering_id


def record(town: Town, gathering_id: int, *entries: AttendanceEntry) -> participation.AttendanceSaved:
    return participation.record_attendance(gathering_id, entries=entries, acting=town.office)


def test_completion_follows_every_correction(town: Town) -> None:
    edition_id, leader = make_edition(town), town.person()
    seat_id = reserve(edition_id, leader).seat_id
    for number in (1, 2, 3):
        saved = record(town, hold(town, edition_id, number), AttendanceEntry(seat_id, AttendanceKind.FULL))
    assert saved.completed_seat_ids == (seat_id,)
    third = gathering_ids(town, edition_id)[2]
    assert record(town, third, AttendanceEntry(seat_id, AttendanceKind.FULL)).changed_seat_ids == ()
    record(town, third, AttendanceEntry(seat_id, AttendanceKind.PARTIAL, 179))
    assert state_of(town, seat_id) == SeatState.SEATED
    record(town, third, AttendanceEntry(seat_id, AttendanceKind.FULL))
    with pytest.raises(participation.NoSeatToGiveUp):
        participation.give_up_seat(seat_id, acting=leader.acting)
    with town.reading():
        kinds = [h.kind for h in list_history("participation.seat", seat_id)]
    assert kinds.count("participation.HoursReached") == 2
    assert kinds.count("participation.HoursNoLongerReached") == 1
    assert kinds.count("participation.AttendanceRecorded") == 5


def test_nothing_is_saved_when_one_entry_is_wrong(town: Town) -> None:
    edition_id, leader, queued = make_edition(town, 1), town.person(), town.person()
    seat, queue = reserve(edition_id, leader), reserve(edition_id, queued)
    good = AttendanceEntry(seat.seat_id, AttendanceKind.FULL)
    first, second, _third = gathering_ids(town, edition_id)
    hold(town, edition_id, 1)
    for bad, refusal in (
        (AttendanceEntry(queue.seat_id, AttendanceKind.FULL), participation.NotAParticipant),
        (AttendanceEntry(10**9, AttendanceKind.FULL), participation.NotAParticipant),
    ):
        with pytest.raises(refusal):
            record(town, first, good, bad)
    with pytest.raises(participation.MinutesOutOfRange):
        record(town, first, AttendanceEntry(seat.seat_id, AttendanceKind.PARTIAL, 900))
    with pytest.raises(participation.GatheringNotHeld):
        record(town, second, good)
    with town.reading():
        assert participation.Attendance.objects.count() == 0


def test_who_sees_whose_seat(town: Town) -> None:
    edition_id, other_edition = make_edition(town, 1), make_edition(town, 1)
    leader, queued, elsewhere = town.person(), town.person(), town.person()
    seat = reserve(edition_id, leader).seat_id
    queue, foreign = reserve(edition_id, queued).seat_id, reserve(other_edition, elsewhere).seat_id
    facilitator = town.person(Role.FACILITATOR)
    programmes.assign_facilitator(edition_id, person_id=facilitator.person_id, acting=town.office)

    def seen(somebody: Somebody) -> set[int]:
        with town.reading():
            return set(participation.visible_to(somebody.acting).values_list("id", flat=True))

    assert seen(leader) == {seat}
    assert seen(queued) == {queue}
    assert seen(facilitator) == {seat}
    with town.reading():
        everything = set(participation.visible_to(town.office).values_list("id", flat=True))
    assert everything == {seat, queue, foreign}
    for role in (Role.UNIT_HEAD, Role.BUDGET_HOLDER, Role.REPRESENTATIVE, Role.POLITICIAN, Role.IT, Role.COACH):
        assert seen(town.person(role)) == set()


def test_attendance_is_seen_by_those_who_hold_the_gathering(town: Town) -> None:
    edition_id, leader, other = make_edition(town), town.person(), town.person()
    seat_id = reserve(edition_id, leader).seat_id
    reserve(edition_id, other)
    first = hold(town, edition_id, 1)
    record(town, first, AttendanceEntry(seat_id, AttendanceKind.FULL))
    record(town, hold(town, edition_id, 2), AttendanceEntry(seat_id, AttendanceKind.FULL))
    coach = town.person(Role.COACH)
    programmes.assign_facilitator(edition_id, person_id=coach.person_id, gathering_id=first, acting=town.office)
    counts = {}
    with town.reading():
        for name, acting in (("own", leader.acting), ("coach", coach.acting), ("other", other.acting)):
            counts[name] = participation.attendance_visible_to(acting).count()
    assert counts == {"own": 2, "coach": 1, "other": 0}


def test_another_municipality_finds_no_seat(town: Town) -> None:
    foreign = make_town()
    edition_id, leader = make_edition(town), town.person()
    place = reserve(edition_id, leader)
    with pytest.raises(NotFound):
        reserve(edition_id, foreign.person())
    with pytest.raises(NotFound):
        participation.give_up_seat(place.seat_id, acting=foreign.office)
    with foreign.reading():
        assert participation.visible_to(foreign.office).count() == 0
