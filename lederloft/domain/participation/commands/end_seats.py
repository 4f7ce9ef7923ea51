"""End the places of an edition that has ended."""

from lederloft.domain.participation.facts import SeatEnded
from lederloft.domain.participation.models import Seat
from lederloft.domain.participation.states import LIVE
from lederloft.domain.participation.values import SeatState
from lederloft.domain.programmes.api import EditionState, lock_edition, may_plan
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.api import Fact, record_all
from lederloft.foundation.use_cases.api import unchanged, use_case

_AFTER = {
    EditionState.COMPLETED: {
        SeatState.SEATED: SeatState.NOT_COMPLETED,
        SeatState.QUEUED: SeatState.NOT_SEATED,
    },
    EditionState.CANCELLED: {
        SeatState.SEATED: SeatState.CANCELLED,
        SeatState.COMPLETED: SeatState.COMPLETED,  # what is done is done
        SeatState.QUEUED: SeatState.CANCELLED,
    },
}


@use_case(may=may_plan)
def end_seats(edition_id: int, *, acting: Acting) -> int:
    """After the edition was completed or cancelled: end the places by its state. Returns how many changed."""
    terms = lock_edition(edition_id)
    after = _AFTER.get(terms.state, {})
    now = clock.now()
    facts: list[Fact] = []
    for before, then in after.items():
        if before == then:
            continue
        seats = Seat.objects.filter(edition_id=edition_id, state=before)
        facts += [
            SeatEnded(seat_id=seat_id, edition_id=edition_id, person_id=person_id, state_code=then.value)
            for seat_id, person_id in seats.order_by("id").values_list("id", "person_id")
        ]
        if then in LIVE:
            seats.update(state=then)
        else:
            seats.update(state=then, seat_number=None, ended_at=now)
    if not facts:
        return unchanged(0)
    record_all(facts)
    return len(facts)
