"""Give a gathering another time, place or text."""

from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import GatheringPlan, GatheringPut
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling


@use_case(may=programmes.may_plan)
def move_a_gathering(gathering_id: int, *, plan: GatheringPlan, acting: Acting) -> GatheringPut:
    """Replace time, place and texts by the plan's; the same event moves in everybody's calendar, with a mail each.

    Free seats go to the queue when the edition gives its hours again by it.
    """
    put = programmes.move_gathering(gathering_id, plan=plan, acting=acting)
    gathering = programmes.find_gathering(gathering_id)
    details = telling.details_of(programmes.find_edition(put.edition_id), gathering)
    calendars.change(telling.source_of(gathering_id), details=details)
    telling.welcome(put.edition_id, moved_up=participation.move_up_the_queue(put.edition_id, acting=acting))
    return put
