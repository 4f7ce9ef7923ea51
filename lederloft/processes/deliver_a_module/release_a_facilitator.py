"""Say who no longer leads an edition or one of its gatherings."""

from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling


@use_case(may=programmes.may_plan)
def release_a_facilitator(edition_id: int, *, person_id: int, gathering_id: int | None = None, acting: Acting) -> bool:
    """Release; gatherings she has no other part in leave her calendar. False when she wasn't assigned."""
    if not programmes.release_facilitator(edition_id, person_id=person_id, gathering_id=gathering_id, acting=acting):
        return False
    if person_id in participation.list_seated_person_ids(edition_id):
        return True
    still = {f.gathering_id for f in programmes.list_facilitators(edition_id) if f.person_id == person_id}
    if None not in still:
        gone = [
            g
            for g in programmes.list_gatherings(edition_id)
            if g.gathering_id not in still and gathering_id in {None, g.gathering_id}
        ]
        telling.withdraw(person_id, gatherings=gone)
    return True
