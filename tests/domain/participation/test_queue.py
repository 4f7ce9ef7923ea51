"""The queue as a model: whatever is pressed in whatever order, the seats and the line are those of a plain list."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import Place, SeatState
from lederloft.domain.participation.models import Seat
from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import upkeep
from tests.domain.makers import Town, a_plan, at_sign_up, make_edition, make_person, make_town

PEOPLE = 9


class Queue(RuleBasedStateMachine):
    """Who has which seat number, and who waits in which order."""

    town: Town
    people: list[int]

    @initialize(capacity=st.integers(1, 4))
    def open_edition(self, capacity: int) -> None:
        self.town = make_town()
        self.edition_id = make_edition(self.town, capacity)
        self.people = [make_person(self.town.municipality) for _ in range(PEOPLE)]
        self.acting = upkeep(municipality_id=self.town.municipality.id)
        self.capacity = capacity
        self.seated: dict[int, int] = {}  # person → seat number
        self.line: list[int] = []
        self.seat_ids: dict[int, int] = {}

    def _fill(self) -> list[int]:
        moved = []
        for number in range(1, self.capacity + 1):
            if number not in self.seated.values() and self.line:
                person = self.line.pop(0)
                self.seated[person] = number
                moved.append(person)
        return moved

    @rule(who=st.integers(0, PEOPLE - 1))
    def sign_up(self, who: int) -> None:
        person = self.people[who]
        with at_sign_up():
            place = participation.reserve_seat(self.edition_id, person_id=person, acting=self.acting)
        if person not in self.seated and person not in self.line:
            free = [n for n in range(1, self.capacity + 1) if n not in self.seated.values()]
            if free and not self.line:
                self.seated[person] = free[0]
            else:
                self.line.append(person)
        self.seat_ids[person] = place.seat_id
        self._is_as_modelled(person, place)

    def _is_as_modelled(self, person: int, place: Place) -> None:
        if person in self.seated:
            assert (place.state, place.seat_number) == (SeatState.SEATED, self.seated[person])
        else:
            assert (place.state, place.queue_position) == (SeatState.QUEUED, self.line.index(person) + 1)

    @precondition(lambda self: self.seated)
    @rule(data=st.data())
    def give_up(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(sorted(self.seated)))
        with at_sign_up():
            gave_up = participation.give_up_seat(self.seat_ids[person], acting=self.acting)
        del self.seated[person]
        assert [place.person_id for place in gave_up.moved_up] == self._fill()

    @precondition(lambda self: self.line)
    @rule(data=st.data())
    def leave_queue(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(self.line))
        participation.withdraw_from_queue(self.seat_ids[person], acting=self.acting)
        self.line.remove(person)

    @rule(more=st.integers(1, 2))
    def more_seats(self, more: int) -> None:
        self.capacity += more
        plan = a_plan()
        programmes.change_edition(
            self.edition_id,
            name=plan.name,
            capacity=self.capacity,
            sign_up_opens_at=plan.sign_up_opens_at,
            sign_up_closes_at=plan.sign_up_closes_at,
            contact_person_id=None,
            practical_information="",
            acting=self.acting,
        )
        with at_sign_up():
            moved = participation.move_up_the_queue(self.edition_id, acting=self.acting)
        assert sorted(place.person_id for place in moved) == sorted(self._fill())

    @invariant()
    def the_rows_are_those_of_the_model(self) -> None:
        if not hasattr(self, "seated"):
            return
        with self.town.reading():
            rows = Seat.objects.filter(edition_id=self.edition_id)
            seated = rows.filter(state=SeatState.SEATED).values_list("person_id", "seat_number")
            queued = rows.filter(state=SeatState.QUEUED).order_by("queue_number")
            assert dict(seated) == self.seated
            assert list(queued.values_list("person_id", flat=True)) == self.line
            positions = [place.queue_position for place in participation.list_places(queued)]
            key = programmes.find_edition(self.edition_id).edition_key
            run = participation.get_run_edition(key, acting=self.town.office)
            assert participation.list_queued_person_ids(self.edition_id) == self.line
        assert positions == list(range(1, len(self.line) + 1))
        waiting = [(row.person_id, row.queue_position) for row in run.rows if row.state == SeatState.QUEUED]
        assert waiting == list(zip(self.line, positions, strict=True))
        assert run.seats.next_in_line == len(self.line) + 1
        assert len(self.seated) <= self.capacity
        assert not self.line or len(self.seated) == self.capacity


@pytest.mark.django_db
def test_the_queue_is_that_of_a_plain_list() -> None:
    steps = settings(max_examples=max(settings().max_examples // 2, 10), stateful_step_count=20)
    run_state_machine_as_test(Queue, settings=steps)
