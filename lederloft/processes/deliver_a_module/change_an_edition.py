"""Change an edition's seats, time for signing up, contact or texts."""

from datetime import datetime

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import Place
from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling


@use_case(may=programmes.may_plan)
def change_an_edition(
    edition_id: int,
    *,
    name: str,
    capacity: int,
    sign_up_opens_at: datetime,
    sign_up_closes_at: datetime,
    contact_person_id: int | None,
    practical_information: str,
    acting: Acting,
) -> tuple[Place, ...]:
    """Replace them all. New seats go to the queue in order; returns those who got one.

    Raises CapacityBelowSeatsTaken, EditionEnded, and the refusals of a plan.
    """
    changed = programmes.change_edition(
        edition_id,
        name=name,
        capacity=capacity,
        sign_up_opens_at=sign_up_opens_at,
        sign_up_closes_at=sign_up_closes_at,
        contact_person_id=contact_person_id,
        practical_information=practical_information,
        acting=acting,
    )
    if not changed:
        return ()
    moved_up = participation.move_up_the_queue(edition_id, acting=acting)
    edition = programmes.find_edition(edition_id)
    for gathering in programmes.list_gatherings(edition_id):
        if gathering.state == programmes.GatheringState.PLANNED:
            details = telling.details_of(edition, gathering)
            calendars.change(telling.source_of(gathering.gathering_id), details=details)
    telling.welcome(edition_id, moved_up=moved_up)
    return moved_up
