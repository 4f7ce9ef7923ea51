"""Say who leads an edition or one of its gatherings."""

from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling
from lederloft.processes.deliver_a_module.seeing import list_seeing


@use_case(may=programmes.may_plan)
def assign_a_facilitator(edition_id: int, *, person_id: int, gathering_id: int | None = None, acting: Acting) -> bool:
    """Assign; in an edition that is open the gatherings go into her calendar. False when she was assigned already."""
    if not programmes.assign_facilitator(edition_id, person_id=person_id, gathering_id=gathering_id, acting=acting):
        return False
    if programmes.find_edition(edition_id).state in {EditionState.OPEN, EditionState.RUNNING}:
        seeing = list_seeing(edition_id, person_ids=[person_id])
        telling.invite(edition_id, person_ids=seeing, gathering_id=gathering_id)
    return True
