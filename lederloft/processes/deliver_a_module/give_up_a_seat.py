"""Give up a seat, or leave the queue."""

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import GaveUp, SeatState
from lederloft.domain.programmes.api import list_facilitators, list_gatherings
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling
from lederloft.processes.deliver_a_module.errors import PlaceIsAnother


@use_case(may=participation.may_give_up_seat)
def give_up_a_seat(seat_id: int, *, shown: str | None = None, acting: Acting) -> GaveUp:
    """Give up the seat: the gatherings leave her calendar, and the next in the queue gets seat, calendar and mail.

    What she leads stays in it. One in the queue leaves it. A repeat changes nothing. ``shown``: the state that whoever
    presses was told of; of a seat or place in the queue that is in another, nothing is given up.
    Raises PlaceIsAnother, NoSeatToGiveUp, NotInQueue, NotFound.
    """
    place = participation.lock_place(seat_id)
    if shown is not None and place.state in {SeatState.SEATED, SeatState.QUEUED} and place.state != shown:
        raise PlaceIsAnother
    if place.state in {SeatState.QUEUED, SeatState.LEFT_QUEUE}:
        return participation.withdraw_from_queue(seat_id, acting=acting)
    gave_up = participation.give_up_seat(seat_id, acting=acting)
    if place.state == SeatState.GIVEN_UP:
        return gave_up
    led = {one.gathering_id for one in list_facilitators(place.edition_id) if one.person_id == place.person_id}
    if None not in led:  # None: all of them
        gone = [one for one in list_gatherings(place.edition_id) if one.gathering_id not in led]
        telling.withdraw(place.person_id, gatherings=gone)
    telling.tell(telling.SEAT_GIVEN_UP, place)
    telling.welcome(place.edition_id, moved_up=gave_up.moved_up)
    return gave_up
