"""Close an edition when its gatherings are over."""

from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case


@use_case(may=programmes.may_plan)
def close_an_edition(edition_id: int, *, acting: Acting) -> bool:
    """Close it: who reached the hours has completed, the others have not, and the queue ends.

    Attendance can still be corrected. False when it was closed already. Raises GatheringNotOver, MoveNotAllowed.
    """
    if not programmes.turn_edition(edition_id, to=EditionState.COMPLETED, acting=acting):
        return False
    participation.end_seats(edition_id, acting=acting)
    return True
