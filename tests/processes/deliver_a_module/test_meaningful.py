"""An edition that is open can't be made meaningless, and gives no seat to one who can't reach her hours by it."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import GatheringState
from lederloft.foundation.clock import api as clock
from lederloft.processes.deliver_a_module import api as process
from tests.domain.makers import (
    DAYS,
    SIGN_UP_TIME,
    Somebody,
    Town,
    a_gathering,
    after,
    at_sign_up,
    edition_key,
    gathering_ids,
    make_edition,
    make_town,
)
from tests.processes.deliver_a_module.postbox import calendar, mails

pytestmark = pytest.mark.django_db

PAST = date(2024, 1, 19)


@pytest.fixture
def town() -> Town:
    return make_town()


def states(town: Town, edition_id: int) -> list[GatheringState]:
    with town.reading():
        return [g.state for g in programmes.list_gathering_terms(edition_id)]


def place_of(town: Town, edition_id: int, somebody: Somebody) -> SeatState | None:
    with town.reading():
        page = participation.get_edition_page(edition_key(town, edition_id), acting=somebody.acting)
    return page.my_place.state if page.my_place is not None else None


def long_open(town: Town, capacity: int = 18) -> int:
    """One that can be signed up for until the day of the last gathering."""
    return make_edition(town, capacity, sign_up_closes_at=clock.end_of_day(DAYS[2]))


def test_what_is_still_to_come_is_not_moved_into_the_past(town: Town) -> None:
    edition_id = make_edition(town)
    first = gathering_ids(town, edition_id)[0]
    with at_sign_up():
        with pytest.raises(programmes.MovedIntoThePast) as refusal:
            process.move_a_gathering(first, plan=a_gathering(PAST), acting=town.office)
        over = a_gathering(clock.local_date(SIGN_UP_TIME), starts=time(6), ends=time(9))
        with pytest.raises(programmes.MovedIntoThePast):
            process.move_a_gathering(first, plan=over, acting=town.office)
        under_way = a_gathering(clock.local_date(SIGN_UP_TIME), starts=time(7), ends=time(10))
        assert process.move_a_gathering(first, plan=under_way, acting=town.office).is_time_new
    assert (refusal.value.field, refusal.value.values["ends_at"]) == ("on", clock.local(PAST, time(12)))


def test_what_has_begun_is_corrected_to_the_time_it_really_had(town: Town) -> None:
    edition_id = make_edition(town)
    first = gathering_ids(town, edition_id)[0]
    with clock.frozen_at(after(1)):
        real = a_gathering(DAYS[0], starts=time(8, 30), ends=time(11))
        assert process.move_a_gathering(first, plan=real, acting=town.office).is_time_new


def test_what_has_begun_is_put_off_whole(town: Town) -> None:
    edition_id = make_edition(town)
    first = gathering_ids(town, edition_id)[0]
    with clock.frozen_at(clock.local(DAYS[0], time(9, 30))):
        later = DAYS[0] + timedelta(days=1)
        with pytest.raises(programmes.GatheringCutTooShort):
            process.move_a_gathering(first, plan=a_gathering(later, ends=time(9, 1)), acting=town.office)
        assert process.move_a_gathering(first, plan=a_gathering(later), acting=town.office).is_time_new


def test_a_draft_is_planned_as_one_likes(town: Town) -> None:
    edition_id = make_edition(town, is_open=False)
    first, *others = gathering_ids(town, edition_id)
    with at_sign_up():
        assert process.move_a_gathering(first, plan=a_gathering(PAST, ends=time(10)), acting=town.office).is_time_new
        for gathering_id in (first, *others):
            process.cancel_a_gathering(gathering_id, acting=town.office)


def test_a_gathering_is_not_cut_so_that_the_hours_are_gone(town: Town) -> None:
    edition_id = make_edition(town)
    first, second, third = gathering_ids(town, edition_id)
    minute = a_gathering(DAYS[0], ends=time(9, 1))
    with at_sign_up():
        with pytest.raises(programmes.GatheringCutTooShort) as refusal:
            process.move_a_gathering(first, plan=minute, acting=town.office)
        assert refusal.value.values["lacking"] == timedelta(minutes=179)
        with pytest.raises(programmes.GatheringCutTooShort):
            process.move_a_gathering(first, plan=a_gathering(DAYS[0], counted_minutes=1), acting=town.office)
        process.move_a_gathering(second, plan=a_gathering(DAYS[1], ends=time(13)), acting=town.office)
        process.move_a_gathering(first, plan=a_gathering(DAYS[0], ends=time(11)), acting=town.office)
        process.cancel_a_gathering(third, acting=town.office)  # the hours lack already: another day is still free
        assert process.move_a_gathering(
            first, plan=a_gathering(PAST.replace(day=26), ends=time(11)), acting=town.office
        )


def test_the_last_gathering_is_not_cancelled_alone(town: Town) -> None:
    edition_id = make_edition(town)
    first, second, third = gathering_ids(town, edition_id)
    with at_sign_up():
        for gathering_id in (first, second):
            process.cancel_a_gathering(gathering_id, acting=town.office)
        with pytest.raises(programmes.LastGathering):
            process.cancel_a_gathering(third, acting=town.office)
        process.add_a_gathering(edition_id, plan=a_gathering(date(2024, 5, 8)), acting=town.office)
        process.cancel_a_gathering(third, acting=town.office)
    cancelled = GatheringState.CANCELLED
    assert states(town, edition_id) == [cancelled, cancelled, cancelled, GatheringState.PLANNED]


def test_nobody_gets_in_when_what_is_left_does_not_give_the_hours(town: Town) -> None:
    edition_id = long_open(town)
    leader = town.person()
    for late in (after(1), after(3), clock.end_of_day(DAYS[2]) - timedelta(minutes=1)):
        with clock.frozen_at(late), pytest.raises(participation.HoursOutOfReach):
            process.sign_up(edition_id, acting=leader.acting)
    with clock.frozen_at(after(3)), pytest.raises(participation.HoursOutOfReach):
        process.sign_up(edition_id, person_id=leader.person_id, acting=town.office)
    assert place_of(town, edition_id, leader) is None
    with clock.frozen_at(clock.local(DAYS[0], time(11, 59))):  # in at the door
        assert process.sign_up(edition_id, acting=leader.acting).state == SeatState.SEATED


@pytest.mark.parametrize(("late", "then"), [(1, SeatState.QUEUED), (3, SeatState.QUEUED), (0, SeatState.SEATED)])
def test_nobody_is_moved_up_to_hours_that_are_gone(town: Town, late: int, then: SeatState) -> None:
    edition_id = long_open(town, capacity=1)
    seated, waiting = town.person(), town.person()
    with at_sign_up():
        place = process.sign_up(edition_id, acting=seated.acting)
        process.sign_up(edition_id, acting=waiting.acting)
    with clock.frozen_at(after(late) if late else SIGN_UP_TIME):
        process.give_up_a_seat(place.seat_id, acting=seated.acting)
    assert place_of(town, edition_id, waiting) == then


@pytest.mark.parametrize("is_lengthened", [False, True])
def test_the_queue_moves_up_when_the_hours_are_back(town: Town, is_lengthened: bool) -> None:
    edition_id = make_edition(town, 1)
    seated, waiting = town.person(), town.person()
    enough = a_gathering(date(2024, 5, 8))
    with at_sign_up():
        place = process.sign_up(edition_id, acting=seated.acting)
        process.sign_up(edition_id, acting=waiting.acting)
        process.cancel_a_gathering(gathering_ids(town, edition_id)[2], acting=town.office)
        process.give_up_a_seat(place.seat_id, acting=seated.acting)
        if is_lengthened:
            short = process.add_a_gathering(edition_id, plan=replace(enough, ends=time(11)), acting=town.office)
            assert place_of(town, edition_id, waiting) == SeatState.QUEUED
            process.move_a_gathering(short.id, plan=enough, acting=town.office)
        else:
            process.add_a_gathering(edition_id, plan=enough, acting=town.office)
        assert place_of(town, edition_id, waiting) == SeatState.SEATED
    assert len(calendar(town, waiting.person_id)) == 3
    assert (process.MOVED_UP, waiting.person_id) in mails(town)
