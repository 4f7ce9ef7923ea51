"""Sign a person up: a seat while there is one, else a place in the queue."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from lederloft.domain.organisation.api import Person
from lederloft.domain.participation.facts import PlaceInQueueTaken, SeatReserved
from lederloft.domain.participation.models import Seat
from lederloft.domain.participation.policies import may_reserve_seat, may_reserve_seat_for
from lederloft.domain.participation.queries.places import find_place, list_seat_numbers
from lederloft.domain.participation.rules import (
    free_seat_numbers,
    gets_seat,
    next_in_line,
    next_seat_number,
    require_sign_up_open,
)
from lederloft.domain.participation.states import LIVE, ON_A_SEAT
from lederloft.domain.participation.values import Place, PlaceRule, SeatState
from lederloft.domain.programmes.api import list_gathering_terms, lock_edition
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.tenancy.api import prepared
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@dataclass(frozen=True)
class _Stand:
    """How the edition stands before the sign-up."""

    hers: int | None = None  # her own place
    taken: int = 0
    highest: int = 0  # seat number
    queued: int = 0
    drawn: int = 0  # the last number drawn in the queue, also by those who have left it


@use_case(may=may_reserve_seat)
def reserve_seat(edition_id: int, *, person_id: int, acting: Acting) -> Place:
    """Reserve the lowest free seat number, or the next number in the queue when all are taken or somebody waits.

    One who has a place already gets told which. Raises SignUpNotOpenYet, SignUpClosed, HoursOutOfReach, EditionNotOpen,
    NotAllowed.
    """
    if not may_reserve_seat_for(acting, person_id):
        raise NotAllowed
    terms = lock_edition(edition_id)
    stand = _stand_of(edition_id, person_id=person_id)
    if stand.hers is not None:
        return unchanged(find_place(stand.hers))
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
    if gets_seat(capacity=terms.capacity, taken=stand.taken, queued=stand.queued):
        number = next_seat_number(taken=stand.taken, highest=stand.highest)
        return _take_seat(place, number or free_seat_numbers(terms.capacity, list_seat_numbers(edition_id))[0])
    last = replace(place, state=SeatState.QUEUED, rule=PlaceRule.ORDER_OF_SIGN_UP)
    return _take_place_in_queue(last, stand.drawn + 1, position=next_in_line(stand.queued))


def _stand_of(edition_id: int, *, person_id: int) -> _Stand:
    for hers, taken, highest, queued, drawn in _stands(edition_id=edition_id, person_id=person_id):
        return _Stand(hers, taken, highest or 0, queued, drawn or 0)
    return _Stand()


@prepared
def _stands(*, edition_id: int, person_id: int) -> QuerySet[Any, Any]:
    on_a_seat = Q(state__in=ON_A_SEAT)
    seats = Seat.objects.filter(edition_id=edition_id).order_by().values("edition_id")
    return seats.annotate(
        hers=Max("pk", filter=Q(person_id=person_id, state__in=LIVE)),
        taken=Count("pk", filter=on_a_seat),
        highest=Max("seat_number", filter=on_a_seat),
        queued=Count("pk", filter=Q(state=SeatState.QUEUED)),
        drawn=Max("queue_number"),
    ).values_list("hers", "taken", "highest", "queued", "drawn")


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
