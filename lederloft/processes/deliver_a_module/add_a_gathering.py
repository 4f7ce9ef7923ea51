"""Add a gathering to an edition."""

from lederloft.domain.organisation.values import Ref
from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState, GatheringPlan
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling
from lederloft.processes.deliver_a_module.seeing import list_seeing


@use_case(may=programmes.may_plan)
def add_a_gathering(edition_id: int, *, plan: GatheringPlan, acting: Acting) -> Ref:
    """Add it; in an edition that leaders see, all on a seat and who leads it get it in the calendar.

    Free seats go to the queue when the edition gives its hours again by it. A draft tells nobody.
    Raises EditionEnded, GatheringsTooMany, GatheringsOverlap, NotFound, the plan's refusals.
    """
    added = programmes.add_gathering(edition_id, plan=plan, acting=acting)
    if programmes.find_edition(edition_id).state != EditionState.DRAFT:
        moved_up = participation.move_up_the_queue(edition_id, acting=acting)
        # Read after the lock: one who signs up at the same time is either here or invites herself to this one too.
        seated = participation.list_seated_person_ids(edition_id)
        led_by = [f.person_id for f in programmes.list_facilitators(edition_id) if f.gathering_id is None]
        coming = dict.fromkeys([*seated, *list_seeing(edition_id, person_ids=led_by)])
        telling.invite(edition_id, person_ids=coming, gathering_id=added.id)
        telling.welcome(edition_id, moved_up=moved_up)
    return added
