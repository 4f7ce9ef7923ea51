"""After the tables are measured, the numbers everybody sees are counted edition by edition."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lederloft.domain.organisation.models import Person
from lederloft.domain.participation.api import AttendanceKind, PlaceRule, SeatState, list_published_numbers
from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.programmes.models import Gathering
from lederloft.foundation.clock import api as clock
from lederloft.foundation.health.api import measure_tables
from tests.domain.makers import Town, make_edition, make_town

pytestmark = pytest.mark.django_db


def fill(town: Town, *, editions: int, seats: int) -> None:
    ids = [make_edition(town, capacity=seats) for _ in range(editions)]
    with town.reading():
        people = Person.objects.bulk_create([Person(name=f"Eksempel {n}") for n in range(seats)])
        taken = Seat.objects.bulk_create(
            Seat(
                edition_id=edition_id,
                person=person,
                state=SeatState.SEATED,
                seat_number=number,
                rule=PlaceRule.SEAT_WAS_FREE,
                signed_up_at=clock.now(),
                seated_at=clock.now(),
            )
            for edition_id in ids
            for number, person in enumerate(people, 1)
        )
        first = dict(Gathering.objects.filter(number=1).values_list("edition_id", "id"))
        Attendance.objects.bulk_create(
            Attendance(
                seat=seat,
                gathering_id=first[seat.edition_id],
                kind=AttendanceKind.FULL,
                minutes=180,
                registered_at=clock.now(),
            )
            for seat in taken
        )


def plan_of_numbers(town: Town) -> list[str]:
    """How SQLite goes about it."""
    with town.reading(), CaptureQueriesContext(connection) as told:
        list_published_numbers()
    [sql] = [query["sql"] for query in told.captured_queries if "programmes_edition" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]


def test_no_seat_of_another_edition_is_read_to_count_those_of_one() -> None:
    town = make_town()
    fill(town, editions=6, seats=12)
    measure_tables()
    with town.reading():
        assert [numbers.seats.taken for numbers in list_published_numbers()] == [12] * 6
    if connection.vendor == "sqlite":  # PostgreSQL measures by itself, when it sees fit
        assert not [step for step in plan_of_numbers(town) if "participation_" in step and "municipality" in step]
