"""Seats, queue and who may."""

import pytest

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import PlaceRule, SeatState
from tests.domain.makers import at_sign_up, make_edition, make_town

pytestmark = pytest.mark.django_db


def test_a_leader_gets_the_first_free_seat_and_the_rest_queue() -> None:
    town = make_town()
    edition_id = make_edition(town, 2)
    people = [town.person() for _ in range(4)]
    with at_sign_up():
        places = [participation.reserve_seat(edition_id, person_id=p.person_id, acting=p.acting) for p in people]
    assert [(p.state, p.seat_number, p.queue_position, p.rule) for p in places] == [
        (SeatState.SEATED, 1, None, PlaceRule.SEAT_WAS_FREE),
        (SeatState.SEATED, 2, None, PlaceRule.SEAT_WAS_FREE),
        (SeatState.QUEUED, None, 1, PlaceRule.ORDER_OF_SIGN_UP),
        (SeatState.QUEUED, None, 2, PlaceRule.ORDER_OF_SIGN_UP),
    ]
