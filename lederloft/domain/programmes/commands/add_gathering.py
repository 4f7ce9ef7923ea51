"""Add a gathering to an edition that is planned already, as when another was cancelled."""

from dataclasses import asdict

from lederloft.domain.organisation.values import Ref
from lederloft.domain.programmes.errors import EditionEnded
from lederloft.domain.programmes.facts import GatheringAdded
from lederloft.domain.programmes.models import Edition, Gathering
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.queries.terms import list_gathering_terms, lock_edition
from lederloft.domain.programmes.rules import clean_one_more
from lederloft.domain.programmes.states import ENDED
from lederloft.domain.programmes.values import GatheringPlan
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_plan)
def add_gathering(edition_id: int, *, plan: GatheringPlan, acting: Acting) -> Ref:
    """Add it under the next number; numbers once given are never given again.

    Raises EditionEnded, GatheringsTooMany, GatheringsOverlap, NotFound, and the plan's own refusals.
    """
    terms = lock_edition(edition_id)
    if terms.state in ENDED:
        raise EditionEnded(state=terms.state)
    count = Edition.objects.values_list("module__gathering_count", flat=True).get(pk=edition_id)
    number, new = clean_one_more(
        plan, there=list_gathering_terms(edition_id), expected_minutes=terms.required_minutes // count
    )
    gathering = Gathering.objects.create(edition_id=edition_id, number=number, **asdict(new))
    record(
        GatheringAdded(
            gathering_id=gathering.pk, edition_id=edition_id, number=number, starts_at=new.starts_at.isoformat()
        )
    )
    return Ref(gathering.pk, gathering.public_key)
