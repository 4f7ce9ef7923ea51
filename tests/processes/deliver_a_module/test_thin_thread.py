"""From an offer to nine hours: seats, queue, calendars, mail and hours hang together."""

from dataclasses import replace
from datetime import date, time

import pytest

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind, Forecast, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState, GatheringState, ModuleDetails
from lederloft.domain.strategy import api as strategy
from lederloft.domain.strategy.api import OfferDetails, OfferState
from lederloft.domain.strategy.models import Offer
from lederloft.foundation.acting.values import Role
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.outbox.api import deliver_due
from lederloft.processes.deliver_a_module import api as process
from tests.domain.makers import (
    DAYS,
    Town,
    a_gathering,
    a_plan,
    after,
    at_sign_up,
    gathering_ids,
    make_module,
    make_person,
    make_town,
)
from tests.processes.deliver_a_module.postbox import calendar, mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def open_edition(town: Town, capacity: int, **other: object) -> int:
    made = process.open_an_edition(make_module(town), plan=a_plan(capacity, **other), acting=town.office)
    return made.id


def full(*seat_ids: int) -> list[AttendanceEntry]:
    return [AttendanceEntry(seat_id, AttendanceKind.FULL) for seat_id in seat_ids]


def test_from_offer_to_nine_hours(town: Town) -> None:
    offer = strategy.make_offer(OfferDetails("Ledelsesfordypning"), acting=town.office)
    module = process.make_a_module(offer.id, details=ModuleDetails("Teamledelse"), acting=town.office)
    edition = process.open_an_edition(module.id, plan=a_plan(), acting=town.office)
    leader = town.person()
    with at_sign_up():
        place = process.sign_up(edition.id, acting=leader.acting)
    assert (place.state, place.seat_number) == (SeatState.SEATED, 1)
    for number, gathering_id in enumerate(gathering_ids(town, edition.id), 1):
        with clock.frozen_at(after(number)):
            saved = process.register_attendance(gathering_id, entries=full(place.seat_id), acting=town.office)
        assert saved.completed_seat_ids == ((place.seat_id,) if number == 3 else ())
    with clock.frozen_at(after(3)), town.reading():
        (hours,) = participation.list_my_hours(acting=leader.acting)
        assert (hours.minutes, hours.state, hours.forecast) == (540, SeatState.COMPLETED, Forecast.REACHED)
    assert process.close_an_edition(edition.id, acting=town.office)
    with town.reading():
        page = participation.get_edition_page(edition.public_key, acting=leader.acting)
    assert page.edition.state == EditionState.COMPLETED
    assert page.my_place is not None
    assert page.my_place.state == SeatState.COMPLETED


def test_the_seated_are_invited_three_times_and_the_queued_told_their_place(town: Town) -> None:
    edition_id = open_edition(town, 1)
    first, second = town.person(), town.person()
    with at_sign_up():
        process.sign_up(edition_id, acting=first.acting)
        process.sign_up(edition_id, acting=second.acting)
        assert [entry.details.starts_at for entry in calendar(town, first.person_id)] == [
            clock.local(day, time(9)) for day in DAYS
        ]
        assert calendar(town, second.person_id) == []
    assert mails(town) == [
        *[(calendars.INVITED, first.person_id)] * 3,
        (process.SEAT_RESERVED, first.person_id),
        (process.PLACE_IN_QUEUE_TAKEN, second.person_id),
    ]


def test_a_second_press_tells_the_same_place_and_nothing_more(town: Town) -> None:
    edition_id = open_edition(town, 1)
    leader = town.person()
    with at_sign_up():
        keyed = replace(leader.acting, client_key="press")
        first = process.sign_up(edition_id, acting=keyed)
        written = mails(town)
        assert process.sign_up(edition_id, acting=keyed) == first
        assert process.sign_up(edition_id, acting=leader.acting) == first
    assert mails(town) == written


def test_a_seat_given_up_goes_to_the_next_with_calendar_and_mail(town: Town) -> None:
    edition_id = open_edition(town, 1)
    people = [town.person() for _ in range(3)]
    with at_sign_up():
        places = [process.sign_up(edition_id, acting=p.acting) for p in people]
        gave_up = process.give_up_a_seat(places[0].seat_id, acting=people[0].acting)
        assert [(p.person_id, p.seat_number) for p in gave_up.moved_up] == [(people[1].person_id, 1)]
        assert calendar(town, people[0].person_id) == []
        assert len(calendar(town, people[1].person_id)) == 3
        with town.reading():
            (mine,) = participation.list_my_places(acting=people[2].acting)
        assert mine.place.queue_position == 1
        assert (process.MOVED_UP, people[1].person_id) in mails(town)
        again = process.give_up_a_seat(places[0].seat_id, acting=people[0].acting)
        assert again.moved_up == ()
        back = process.sign_up(edition_id, acting=people[0].acting)
    assert (back.state, back.queue_position) == (SeatState.QUEUED, 2)


def test_leaving_the_queue_moves_nobody_onto_a_seat(town: Town) -> None:
    edition_id = open_edition(town, 1)
    people = [town.person() for _ in range(3)]
    with at_sign_up():
        places = [process.sign_up(edition_id, acting=p.acting) for p in people]
        left = process.give_up_a_seat(places[1].seat_id, acting=people[1].acting)
        assert (left.state, left.moved_up) == (SeatState.LEFT_QUEUE, ())
        with town.reading():
            assert participation.find_place(places[2].seat_id).queue_position == 1


def test_a_moved_gathering_moves_as_the_same_event(town: Town) -> None:
    edition_id = open_edition(town, 2)
    leader = town.person()
    second = gathering_ids(town, edition_id)[1]
    with at_sign_up():
        process.sign_up(edition_id, acting=leader.acting)
        deliver_due()
        before = calendar(town, leader.person_id)[1]
        new = a_gathering(date(2024, 3, 13), starts=time(12), ends=time(15), place="Rådhuset")
        put = process.move_a_gathering(second, plan=new, acting=town.office)
        assert put.is_time_new
        moved = calendar(town, leader.person_id)[1]
        assert process.move_a_gathering(second, plan=new, acting=town.office).is_time_new is False
        assert calendar(town, leader.person_id)[1] == moved
    assert (moved.uid, moved.sequence) == (before.uid, before.sequence + 1)
    assert moved.details.starts_at == clock.local(date(2024, 3, 13), time(12))
    assert moved.details.location == "Rådhuset"
    assert [kind for kind, _ in mails(town)].count(calendars.MOVED) == 1


def test_a_cancelled_gathering_leaves_calendars_and_the_hours_can_no_longer_be_reached(town: Town) -> None:
    edition_id = open_edition(town, 2)
    leader = town.person()
    third = gathering_ids(town, edition_id)[2]
    with at_sign_up():
        process.sign_up(edition_id, acting=leader.acting)
        deliver_due()
        assert process.cancel_a_gathering(third, acting=town.office)
        assert not process.cancel_a_gathering(third, acting=town.office)
        assert [e.is_cancelled for e in calendar(town, leader.person_id)] == [False, False, True]
        with town.reading():
            (hours,) = participation.list_my_hours(acting=leader.acting)
    assert hours.forecast == Forecast.CAN_NO_LONGER
    assert [kind for kind, _ in mails(town)].count(calendars.CANCELLED) == 1


def test_more_seats_go_to_the_queue_in_order(town: Town) -> None:
    edition_id = open_edition(town, 1)
    people = [town.person() for _ in range(4)]
    plan = a_plan(3)
    with at_sign_up():
        for person in people:
            process.sign_up(edition_id, acting=person.acting)
        values = {
            "name": plan.name,
            "sign_up_opens_at": plan.sign_up_opens_at,
            "sign_up_closes_at": plan.sign_up_closes_at,
            "contact_person_id": None,
            "practical_information": "",
        }
        moved_up = process.change_an_edition(edition_id, capacity=3, **values, acting=town.office)
        assert [p.person_id for p in moved_up] == [p.person_id for p in people[1:3]]
        with pytest.raises(participation.CapacityBelowSeatsTaken):
            process.change_an_edition(edition_id, capacity=2, **values, acting=town.office)
    with town.reading():
        assert programmes.find_edition(edition_id).capacity == 3


def test_a_cancelled_edition_ends_every_place_and_tells_everybody_once(town: Town) -> None:
    edition_id = open_edition(town, 1)
    people = [town.person() for _ in range(2)]
    with at_sign_up():
        places = [process.sign_up(edition_id, acting=p.acting) for p in people]
        assert process.cancel_an_edition(edition_id, acting=town.office)
        assert not process.cancel_an_edition(edition_id, acting=town.office)
    with town.reading():
        assert [participation.find_place(p.seat_id).state for p in places] == [SeatState.CANCELLED] * 2
        states = {g.state for g in programmes.list_gatherings(edition_id)}
    assert states == {GatheringState.CANCELLED}
    told = [person_id for kind, person_id in mails(town) if kind == process.EDITION_CANCELLED]
    assert told == [p.person_id for p in people]


def test_an_edition_is_closed_when_its_gatherings_are_over(town: Town) -> None:
    edition_id = open_edition(town, 1)
    people = [town.person() for _ in range(2)]
    with at_sign_up():
        places = [process.sign_up(edition_id, acting=p.acting) for p in people]
    with clock.frozen_at(after(3)):
        first, second, third = gathering_ids(town, edition_id)
        for gathering_id in (first, second):
            process.register_attendance(gathering_id, entries=full(places[0].seat_id), acting=town.office)
        with pytest.raises(programmes.GatheringNotOver):
            process.close_an_edition(edition_id, acting=town.office)
        entry = AttendanceEntry(places[0].seat_id, AttendanceKind.ABSENT)
        process.register_attendance(third, entries=[entry], acting=town.office)
        process.close_an_edition(edition_id, acting=town.office)
        with town.reading():
            states = [participation.find_place(p.seat_id).state for p in places]
        assert states == [SeatState.NOT_COMPLETED, SeatState.NOT_SEATED]
        # A correction still counts.
        saved = process.register_attendance(third, entries=full(places[0].seat_id), acting=town.office)
        assert saved.completed_seat_ids == (places[0].seat_id,)


def test_a_facilitator_gets_the_gatherings_and_registers_attendance(town: Town) -> None:
    facilitator, stranger = town.person(Role.FACILITATOR), town.person(Role.FACILITATOR)
    edition_id = open_edition(town, 2, facilitator_person_ids=(facilitator.person_id,))
    leader = town.person()
    with at_sign_up():
        place = process.sign_up(edition_id, acting=leader.acting)
        assert len(calendar(town, facilitator.person_id)) == 3
    first = gathering_ids(town, edition_id)[0]
    with clock.frozen_at(after(1)):
        with pytest.raises(NotAllowed):
            process.register_attendance(first, entries=full(place.seat_id), acting=stranger.acting)
        with pytest.raises(NotAllowed):
            process.register_attendance(first, entries=full(place.seat_id), acting=leader.acting)
        saved = process.register_attendance(first, entries=full(place.seat_id), acting=facilitator.acting)
    assert saved.changed_seat_ids == (place.seat_id,)


def test_a_facilitator_assigned_and_released_has_it_in_the_calendar_and_out(town: Town) -> None:
    with at_sign_up():
        facilitator = make_person(town.municipality)
        edition_id = open_edition(town, 2)
        second = gathering_ids(town, edition_id)[1]
        process.assign_a_facilitator(edition_id, person_id=facilitator, acting=town.office)
        process.assign_a_facilitator(edition_id, person_id=facilitator, gathering_id=second, acting=town.office)
        assert len(calendar(town, facilitator)) == 3
        process.release_a_facilitator(edition_id, person_id=facilitator, acting=town.office)
        assert [e.details.title for e in calendar(town, facilitator)] == ["Teamledelse 2"]
        process.release_a_facilitator(edition_id, person_id=facilitator, gathering_id=second, acting=town.office)
        assert calendar(town, facilitator) == []


def test_a_seat_given_up_leaves_what_she_leads_in_her_calendar(town: Town) -> None:
    edition_id = open_edition(town, 5)
    second = gathering_ids(town, edition_id)[1]
    of_one, of_all = town.person(), town.person()
    with at_sign_up():
        process.assign_a_facilitator(edition_id, person_id=of_one.person_id, gathering_id=second, acting=town.office)
        process.assign_a_facilitator(edition_id, person_id=of_all.person_id, acting=town.office)
        for who in (of_one, of_all):
            place = process.sign_up(edition_id, acting=who.acting)
            assert len(calendar(town, who.person_id)) == 3
            process.give_up_a_seat(place.seat_id, acting=who.acting)
        assert [e.details.title for e in calendar(town, of_one.person_id)] == ["Teamledelse 2"]
        assert len(calendar(town, of_all.person_id)) == 3


def test_who_may(town: Town) -> None:
    edition_id = open_edition(town, 5)
    leader, other = town.person(), town.person()
    it, politician = town.person(Role.IT), town.person(Role.POLITICIAN)
    with at_sign_up():
        with pytest.raises(NotAllowed):
            process.sign_up(edition_id, person_id=other.person_id, acting=leader.acting)
        for nobody in (it, politician):
            with pytest.raises(NotAllowed):
                process.sign_up(edition_id, acting=nobody.acting)
        place = process.sign_up(edition_id, person_id=other.person_id, acting=town.office)
        with pytest.raises(NotFound):
            process.give_up_a_seat(place.seat_id, acting=leader.acting)
        assert process.give_up_a_seat(place.seat_id, acting=town.office).person_id == other.person_id
        for nobody in (leader, it, politician):
            with pytest.raises(NotAllowed):
                process.cancel_an_edition(edition_id, acting=nobody.acting)


def test_a_module_of_an_ended_offer_is_refused(town: Town) -> None:
    offer = strategy.make_offer(OfferDetails("Gammelt"), acting=town.office)
    strategy.turn_offer(offer.id, to=OfferState.ENDED, acting=town.office)
    with pytest.raises(process.OfferEnded):
        process.make_a_module(offer.id, details=ModuleDetails("Teamledelse"), acting=town.office)


def test_an_edition_opens_only_in_an_offer_that_is_open_to_leaders(town: Town) -> None:
    offer = strategy.make_offer(OfferDetails("Ledelsesfordypning"), is_offered=False, acting=town.office)
    module = process.make_a_module(offer.id, details=ModuleDetails("Teamledelse"), acting=town.office)
    edition = programmes.make_edition(module.id, plan=a_plan(), acting=town.office)
    for open_it in (
        lambda: process.open_a_draft(edition.id, acting=town.office),
        lambda: process.open_an_edition(module.id, plan=a_plan(), acting=town.office),
    ):
        with pytest.raises(programmes.OfferNotOpen, match="Ledelsesfordypning"):
            open_it()
    strategy.turn_offer(offer.id, to=OfferState.OFFERED, acting=town.office)
    assert process.open_a_draft(edition.id, acting=town.office)
    with town.reading():
        Offer.objects.filter(pk=offer.id).update(state=OfferState.DRAFT)  # as rows from before the rule may be
        leader = town.person().acting
        assert not programmes.visible_to(leader).exists()
        assert participation.list_catalogue(acting=leader) == []
        assert programmes.search_editions(leader, ["team"], 10) == []
        assert programmes.visible_to(town.office).count() == 1
    strategy.turn_offer(offer.id, to=OfferState.OFFERED, acting=town.office)
    strategy.turn_offer(offer.id, to=OfferState.ENDED, acting=town.office)
    other = programmes.make_edition(module.id, plan=a_plan(), acting=town.office)
    with pytest.raises(programmes.OfferNotOpen):
        process.open_a_draft(other.id, acting=town.office)
    with town.reading():  # one that was opened in time goes as planned
        assert programmes.visible_to(leader).count() == 1
