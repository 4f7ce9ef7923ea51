"""Leave the queue."""

from lederloft.domain.participation.errors import NotInQueue
from lederloft.domain.participation.facts import QueueLeft
from lederloft.domain.participation.models import Seat
from lederloft.domain.participation.policies import may_give_up_seat
from lederloft.domain.participation.values import GaveUp, SeatState
from lederloft.domain.programmes.api import lock_edition
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_give_up_seat)
def withdraw_from_queue(seat_id: int, *, acting: Acting) -> GaveUp:
    """Leave it; those behind move one place up. Left already: nothing changes. Raises NotInQueue, NotFound."""
    lock_edition(Seat.objects.values_list("edition_id", flat=True).get(pk=seat_id))
    seat = Seat.objects.get(pk=seat_id)
    state = SeatState(seat.state)
    left = GaveUp(seat_id, seat.edition_id, seat.person_id, SeatState.LEFT_QUEUE)
    if state == SeatState.LEFT_QUEUE:
        return unchanged(left)
    if state != SeatState.QUEUED:
        raise NotInQueue(state=state)
    Seat.objects.filter(pk=seat_id).update(state=SeatState.LEFT_QUEUE, ended_at=clock.now())
    record(
        QueueLeft(
            seat_id=seat_id,
            edition_id=seat.edition_id,
            person_id=seat.person_id,
            queue_number=seat.queue_number or 0,
        )
    )
    return left
