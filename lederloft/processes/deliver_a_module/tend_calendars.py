"""Keep the calendars of those who lead in step with what they may see: nightly, and when a role is withdrawn."""

from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.jobs.api import Job
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case
from lederloft.processes.deliver_a_module import telling
from lederloft.processes.deliver_a_module.facts import PutBackInCalendar, TakenOutOfCalendar
from lederloft.processes.deliver_a_module.seeing import list_seeing


def tend_calendars(job: Job) -> None:
    """Everybody who leads an edition that is open or running. Harmless to repeat."""
    acting = job.acting()
    with scope(acting.municipality_id or 0):
        led = programmes.list_led()
    for edition_id, person_id in led:
        job.stop_if_cancelled()
        tend_calendar(edition_id, person_id=person_id, acting=acting)


@use_case(may=programmes.may_plan)
def tend_calendar(edition_id: int, *, person_id: int, acting: Acting) -> bool:
    """The gatherings out of her calendar, or back into it. One who has a seat keeps them. False when it was right."""
    if list_seeing(edition_id, person_ids=[person_id]):
        parts = [one.gathering_id for one in programmes.list_facilitators(edition_id) if one.person_id == person_id]
        if not sum(telling.invite(edition_id, person_ids=[person_id], gathering_id=part) for part in parts):
            return unchanged(False)
        record(PutBackInCalendar(edition_id=edition_id, person_id=person_id))
        return True
    if person_id in participation.list_seated_person_ids(edition_id):
        return unchanged(False)
    if not telling.withdraw(person_id, gatherings=programmes.list_gatherings(edition_id)):
        return unchanged(False)
    record(TakenOutOfCalendar(edition_id=edition_id, person_id=person_id))
    return True
