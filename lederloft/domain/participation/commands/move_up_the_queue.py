"""Give free seats to those who wait, in order."""

from lederloft.domain.participation.errors import CapacityBelowSeatsTaken
from lederloft.domain.participation.facts import MovedUpFromQueue
from lederloft.domain.participation.models import Seat
from lederloft.domain.participation.queries.places import list_places
from lederloft.domain.participation.rules import free_seat_numbers, gives_seats
from lederloft.domain.participation.states import ON_A_SEAT
from lederloft.domain.participation.values import Place, PlaceRule, SeatState
from lederloft.domain.programmes.api import EditionTerms, list_gathering_terms, lock_edition, may_plan
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


def move_up(terms: EditionTerms) -> list[Place]:
    """Seat as many of the queue as there are free seats, first in line first. Call it with the edition locked."""
    now = clock.now()
    if not gives_seats(terms, gatherings=list_gathering_terms(terms.edition_id), now=now):
        return []
    seats = Seat.objects.filter(edition_id=terms.edition_id)
    taken = seats.filter(state__in=ON_A_SEAT).values_list("seat_number", flat=True)
    free = free_seat_numbers(terms.capacity, [number for number in taken if number is not None])
    next_ones = list(seats.filter(state=SeatState.QUEUED).order_by("queue_number")[: len(free)])
    for number, seat in zip(free, next_ones, strict=False):
        Seat.objects.filter(pk=seat.pk).update(
            state=SeatState.SEATED, seat_number=number, seated_at=now, rule=PlaceRule.MOVED_UP
        )
        record(
            MovedUpFromQueue(
                seat_id=seat.pk,
                edition_id=terms.edition_id,
                person_id=seat.person_id,
                seat_number=number,
                queue_number=seat.queue_number or 0,
            )
        )
    return list_places(Seat.objects.filter(pk__in=[seat.pk for seat in next_ones]).order_by("queue_number"))


@use_case(may=may_plan)
def move_up_the_queue(edition_id: int, *, acting: Acting) -> tuple[Place, ...]:
    """After the number of seats or the hours ahead have changed: seat those who now have room.

    Raises CapacityBelowSeatsTaken when there are more people on seats than seats.
    """
    terms = lock_edition(edition_id)
    taken = Seat.objects.filter(edition_id=edition_id, state__in=ON_A_SEAT).order_by("seat_number")
    numbers = [number for number in taken.values_list("seat_number", flat=True) if number is not None]
    if len(numbers) > terms.capacity:
        raise CapacityBelowSeatsTaken(taken=len(numbers))
    return tuple(move_up(terms)) or unchanged(())
