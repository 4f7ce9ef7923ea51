"""Cancel a gathering."""

from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling


@use_case(may=programmes.may_plan)
def cancel_a_gathering(gathering_id: int, *, with_edition: bool = False, acting: Acting) -> bool:
    """Cancel it; it leaves everybody's calendar, with a mail each. False when it was cancelled already.

    Raises GatheringFixed, EditionEnded, and LastGathering unless its edition is cancelled with it.
    """
    if not programmes.cancel_gathering(gathering_id, with_edition=with_edition, acting=acting):
        return False
    calendars.cancel(telling.source_of(gathering_id))
    return True
