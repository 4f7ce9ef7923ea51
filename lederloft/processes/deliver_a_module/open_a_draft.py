"""Open an edition that has been planned for signing up."""

from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling
from lederloft.processes.deliver_a_module.seeing import list_seeing


@use_case(may=programmes.may_plan)
def open_a_draft(edition_id: int, *, acting: Acting) -> bool:
    """Open an edition that has been planned; its facilitators get the gatherings in their calendars.

    False when it was open already. Raises GatheringsMissing, GatheringsTooShort, MoveNotAllowed.
    """
    if not programmes.turn_edition(edition_id, to=EditionState.OPEN, acting=acting):
        return False
    for facilitator in programmes.list_facilitators(edition_id):
        seeing = list_seeing(edition_id, person_ids=[facilitator.person_id])
        telling.invite(edition_id, person_ids=seeing, gathering_id=facilitator.gathering_id)
    return True
