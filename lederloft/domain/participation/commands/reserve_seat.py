"""Sign a person up: a seat while there is one, else a place in the queue."""

from django.db.models import Max

from lederloft.domain.organisation.api import Person
from lederloft.domain.participation.facts import PlaceInQueueTaken, SeatReserved
from lederloft.domain.participation.models import Seat
from lederloft.domain.participation.policies import may_reserve_seat, may_reserve_seat_for
from lederloft.domain.participation.queries.places import find_place
from lederloft.domain.participation.rules import free_seat_numbers, require_sign_up_open
from lederloft.domain.participation.states import LIVE, ON_A_SEAT
from lederloft.domain.participation.values import Place, PlaceRule, SeatState
from lederloft.domain.programmes.api import lock_edition
from lederloft.foundation.acting.api import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_reserve_seat)
def reserve_seat(edition_id: int, *, person_id: int, acting: Acting) -> Place:
    """Reserve the lowest free seat number, or the next number in the queue when all are taken or somebody waits.

    One who has a place already gets told which. Raises SignUpNotOpenYet, SignUpClosed, EditionNotOpen, NotAllowed.
    """
    if not may_reserve_seat_for(acting, person_id):
        raise NotAllowed
    terms = lock_edition(edition_id)
    there = Seat.objects.filter(edition_id=edition_id, person_id=person_id, state__in=LIVE).first()
    if there is not None:
        return unchanged(find_place(there.pk))
    if not Person.objects.filter(pk=person_id).exists():
        raise NotFound
    require_sign_up_open(terms, now=clock.now())
    seats = Seat.objects.filter(edition_id=edition_id)
    taken = list(seats.filter(state__in=ON_A_SEAT).values_list("seat_number", flat=True))
    free = free_seat_numbers(terms.capacity, [number for number in taken if number is not None])
    now = clock.now()
    about = {"edition_id": edition_id, "person_id": person_id}
    if free and not seats.filter(state=SeatState.QUEUED).exists():
        seat = Seat.objects.create(
            **about,
            state=SeatState.SEATED,
            seat_number=free[0],
            rule=PlaceRule.SEAT_WAS_FREE,
            signed_up_at=now,
            seated_at=now,
        )
        record(SeatReserved(**about, seat_id=seat.pk, seat_number=free[0]))
    else:
        number = (seats.aggregate(last=Max("queue_number"))["last"] or 0) + 1
        seat = Seat.objects.create(
            **about,
            state=SeatState.QUEUED,
            queue_number=number,
            rule=PlaceRule.ORDER_OF_SIGN_UP,
            signed_up_at=now,
        )
        record(PlaceInQueueTaken(**about, seat_id=seat.pk, queue_number=number))
    return find_place(seat.pk)
