"""What the database itself refuses of seats: an empty number must not slip through a check."""

import pytest
from django.db import IntegrityError, transaction

from lederloft.domain.participation.models import Seat
from lederloft.domain.participation.values import PlaceRule, SeatState
from lederloft.foundation.clock import api as clock
from tests.domain.makers import make_edition, make_town

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [
        {"state": SeatState.SEATED, "seat_number": None},
        {"state": SeatState.SEATED, "seat_number": 0},
        {"state": SeatState.QUEUED, "queue_number": None},
        {"state": SeatState.QUEUED, "queue_number": 1, "seat_number": 1},
        {"state": "somewhere", "seat_number": 1},
    ],
)
def test_a_place_without_its_number_is_refused(fields: dict[str, object]) -> None:
    town = make_town()
    edition_id, person_id = make_edition(town), town.person().person_id
    given: dict[str, object] = {
        "edition_id": edition_id,
        "person_id": person_id,
        "rule": PlaceRule.SEAT_WAS_FREE,
        "signed_up_at": clock.now(),
        "seated_at": clock.now(),
    }

    def make() -> None:
        with transaction.atomic(), town.reading():
            Seat.objects.create(**(given | fields))

    with pytest.raises(IntegrityError):
        make()
