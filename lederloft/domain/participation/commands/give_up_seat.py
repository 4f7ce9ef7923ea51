"""Give up a seat; the next in the queue gets it."""

from lederloft.domain.participation.commands.move_up_the_queue import move_up
from lederloft.domain.participation.errors import NoSeatToGiveUp
from lederloft.domain.participation.facts import SeatGivenUp
from lederloft.domain.participation.models import Seat
from lederloft.domain.participation.policies import may_give_up_seat
from lederloft.domain.participation.states import MOVES
from lederloft.domain.participation.values import GaveUp, SeatState
from lederloft.domain.programmes.api import lock_edition
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.states.api import may_move
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_give_up_seat)
def give_up_seat(seat_id: int, *, acting: Acting) -> GaveUp:
    """Give it up. Until the first gathering has been held, exactly the next in the queue gets the seat at once.

    Given up already: nothing changes. Raises NoSeatToGiveUp, NotFound.
    """
    terms = lock_edition(Seat.objects.values_list("edition_id", flat=True).get(pk=seat_id))
    seat = Seat.objects.get(pk=seat_id)
    state = SeatState(seat.state)
    if state == SeatState.GIVEN_UP:
        return unchanged(GaveUp(seat_id, seat.edition_id, seat.person_id, state))
    if not may_move(MOVES, state, SeatState.GIVEN_UP) or seat.seat_number is None:
        raise NoSeatToGiveUp(state=state)
    Seat.objects.filter(pk=seat_id).update(state=SeatState.GIVEN_UP, seat_number=None, ended_at=clock.now())
    about = {"seat_id": seat_id, "edition_id": seat.edition_id, "person_id": seat.person_id}
    record(SeatGivenUp(**about, seat_number=seat.seat_number))
    return GaveUp(seat_id, seat.edition_id, seat.person_id, SeatState.GIVEN_UP, tuple(move_up(terms)))
