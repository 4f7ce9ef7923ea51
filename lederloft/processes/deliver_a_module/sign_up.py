"""Sign up for an edition."""

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import Place, SeatState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling


@use_case(may=participation.may_reserve_seat)
def sign_up(edition_id: int, *, person_id: int | None = None, acting: Acting) -> Place:
    """Sign up oneself, or for the development office somebody else: a seat or a place in the queue, with its rule.

    The gatherings go into the calendar of one who gets a seat, and a mail tells the place. A repeat tells the place
    there is. Raises SignUpNotOpenYet, SignUpClosed, EditionNotOpen, NotAllowed, NotFound.
    """
    whom = acting.person_id if person_id is None else person_id
    if whom is None:
        raise NotAllowed
    place = participation.reserve_seat(edition_id, person_id=whom, acting=acting)
    if not place.is_new:
        return place
    if place.state == SeatState.SEATED:
        telling.invite(edition_id, person_ids=[whom])
        telling.tell(telling.SEAT_RESERVED, place)
    else:
        telling.tell(telling.PLACE_IN_QUEUE_TAKEN, place)
    return place
