"""Give free seats to those who wait, in order."""

from lederloft.domain.participation.errors import CapacityBelowSeatsTaken
from lederloft.domain.participation.facts import MovedUpFromQueue
from lederloft.domain.participation.models import Seat
from lederloft.domain.participation.queries.places import QUEUE_ORDER, in_line, list_places, list_seat_numbers
from lederloft.domain.participation.rules import free_seat_numbers, gives_seats
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
    free = free_seat_numbers(terms.capacity, list_seat_numbers(terms.edition_id))
    next_ones = list(in_line(terms.edition_id)[: len(free)])
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
    return list_places(Seat.objects.filter(pk__in=[seat.pk for seat in next_ones]).order_by(QUEUE_ORDER))


@use_case(may=may_plan)
def move_up_the_queue(edition_id: int, *, acting: Acting) -> tuple[Place, ...]:
    """After the number of seats or the hours ahead have changed: seat those who now have room.

    Raises CapacityBelowSeatsTaken when there are more people on seats than seats.
    """
    terms = lock_edition(edition_id)
    taken = len(list_seat_numbers(edition_id))
    if taken > terms.capacity:
        raise CapacityBelowSeatsTaken(taken=taken)
    return tuple(move_up(terms)) or unchanged(())
