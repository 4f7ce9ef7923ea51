"""Sign a person up: a seat while there is one, else a place in the queue."""

from dataclasses import replace
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from lederloft.domain.organisation.api import Person
from lederloft.domain.participation.facts import PlaceInQueueTaken, SeatReserved
from lederloft.domain.participation.models import Seat
from lederloft.domain.participation.policies import may_reserve_seat, may_reserve_seat_for
from lederloft.domain.participation.queries.places import find_place
from lederloft.domain.participation.rules import free_seat_numbers, gets_seat, require_sign_up_open
from lederloft.domain.participation.states import LIVE, ON_A_SEAT
from lederloft.domain.participation.values import Place, PlaceRule, SeatState
from lederloft.domain.programmes.api import list_gathering_terms, lock_edition
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.tenancy.api import prepared
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_reserve_seat)
def reserve_seat(edition_id: int, *, person_id: int, acting: Acting) -> Place:
    """Reserve the lowest free seat number, or the next number in the queue when all are taken or somebody waits.

    One who has a place already gets told which. Raises SignUpNotOpenYet, SignUpClosed, HoursOutOfReach, EditionNotOpen,
    NotAllowed.
    """
    if not may_reserve_seat_for(acting, person_id):
        raise NotAllowed
    terms = lock_edition(edition_id)
    stand = next(iter(_stand(edition_id=edition_id, person_id=person_id)), (None, 0, None, 0, None))
    hers, taken, highest, queued, drawn = stand
    if hers is not None:
        return unchanged(find_place(hers))
    require_sign_up_open(terms, gatherings=list_gathering_terms(edition_id), now=clock.now())
    if person_id != acting.person_id and not Person.objects.filter(pk=person_id).exists():
        raise NotFound
    place = Place(
        seat_id=0,
        seat_key="",
        edition_id=edition_id,
        person_id=person_id,
        state=SeatState.SEATED,
        seat_number=None,
        queue_position=None,
        rule=PlaceRule.SEAT_WAS_FREE,
        signed_up_at=clock.now(),
        is_new=True,
    )
    if gets_seat(capacity=terms.capacity, taken=taken, queued=queued):
        number = taken + 1
        if (highest or 0) >= number:  # a seat below has been given up
            number = _lowest_free(edition_id, capacity=terms.capacity)
        return _take_seat(place, number)
    last = replace(place, state=SeatState.QUEUED, rule=PlaceRule.ORDER_OF_SIGN_UP)
    return _take_place_in_queue(last, (drawn or 0) + 1, position=queued + 1)


@prepared
def _stand(*, edition_id: int, person_id: int) -> QuerySet[Any, Any]:
    """Her own place, seats taken, the highest seat number, how many wait, the last number drawn in the queue."""
    on_a_seat = Q(state__in=ON_A_SEAT)
    seats = Seat.objects.filter(edition_id=edition_id).order_by().values("edition_id")
    return seats.annotate(
        hers=Max("pk", filter=Q(person_id=person_id, state__in=LIVE)),
        taken=Count("pk", filter=on_a_seat),
        highest=Max("seat_number", filter=on_a_seat),
        queued=Count("pk", filter=Q(state=SeatState.QUEUED)),
        drawn=Max("queue_number"),
    ).values_list("hers", "taken", "highest", "queued", "drawn")


def _lowest_free(edition_id: int, *, capacity: int) -> int:
    taken = Seat.objects.filter(edition_id=edition_id, state__in=ON_A_SEAT).values_list("seat_number", flat=True)
    return free_seat_numbers(capacity, [number for number in taken if number is not None])[0]


def _take_seat(place: Place, number: int) -> Place:
    about = {"edition_id": place.edition_id, "person_id": place.person_id}
    seat = Seat.objects.create(
        **about,
        state=place.state,
        seat_number=number,
        rule=place.rule,
        signed_up_at=place.signed_up_at,
        seated_at=place.signed_up_at,
    )
    record(SeatReserved(**about, seat_id=seat.pk, seat_number=number))
    return replace(place, seat_id=seat.pk, seat_key=seat.public_key, seat_number=number)


def _take_place_in_queue(place: Place, number: int, *, position: int) -> Place:
    about = {"edition_id": place.edition_id, "person_id": place.person_id}
    seat = Seat.objects.create(
        **about, state=place.state, queue_number=number, rule=place.rule, signed_up_at=place.signed_up_at
    )
    record(PlaceInQueueTaken(**about, seat_id=seat.pk, queue_number=number))
    return replace(place, seat_id=seat.pk, seat_key=seat.public_key, queue_position=position)
