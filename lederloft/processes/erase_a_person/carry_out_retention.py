"""Keep nothing longer than its rule says: the nightly job."""

from lederloft.foundation.acting.values import Acting, upkeep
from lederloft.foundation.jobs.api import Job
from lederloft.foundation.privacy.api import Outcome, Removal, carry_out_next, let_go_here, tidy_database
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import across_municipalities, record
from lederloft.foundation.use_cases.api import unchanged, use_case
from lederloft.processes.erase_a_person.facts import RetentionCarriedOut
from lederloft.processes.erase_a_person.policies import may_tidy


def carry_out_retention(job: Job) -> None:
    """Every keep rule of the job's municipality, or, without one, of the installation's own tables. Bit by bit."""
    acting = upkeep(municipality_id=job.municipality_id)
    while carry_out_portion(acting=acting):
        job.stop_if_cancelled()
    tidy_database()


@use_case(may=may_tidy)
def carry_out_portion(*, acting: Acting) -> int:
    """A portion of what is due; returns how many rows changed, 0 when nothing is left to do."""
    if acting.municipality_id is None:
        outcome = carry_out_next(is_installation=True, everywhere=_let_go_everywhere)
    else:
        outcome = carry_out_next(is_installation=False)
    deleted, emptied = outcome.deleted.total(), outcome.emptied.total()
    if not outcome:
        return unchanged(0)
    record(RetentionCarriedOut(deleted=deleted, emptied=emptied))
    return deleted + emptied


def _let_go_everywhere(plan: Removal) -> Outcome:
    whole = Outcome()
    for place in across_municipalities(reason="retention"):
        with scope(place.id):
            whole.add(let_go_here(plan))
    return whole
