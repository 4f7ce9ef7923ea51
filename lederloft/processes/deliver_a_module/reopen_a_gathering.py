"""Correct that a gathering hasn't been held after all."""

from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling


@use_case(may=programmes.may_plan)
def reopen_a_gathering(gathering_id: int, *, acting: Acting) -> bool:
    """It is planned again, what was registered on it goes, and hours and the edition follow.

    Seats that stayed empty since go to the queue where the edition gives seats again. False when it wasn't held.
    Raises EditionEnded, and MoveNotAllowed when it is cancelled.
    """
    if not programmes.reopen_gathering(gathering_id, acting=acting):
        return False
    participation.take_back_attendance(gathering_id, acting=acting)
    edition_id = programmes.find_gathering(gathering_id).edition_id
    telling.welcome(edition_id, moved_up=participation.move_up_the_queue(edition_id, acting=acting))
    return True
