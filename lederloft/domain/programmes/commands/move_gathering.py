"""Give a gathering another time or place, or mend its texts."""

from dataclasses import asdict, dataclass

from lederloft.domain.programmes.errors import EditionEnded, GatheringFixed
from lederloft.domain.programmes.facts import GatheringChanged, GatheringMoved, GatheringPlaceChanged
from lederloft.domain.programmes.models import Gathering
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.queries.terms import list_gathering_terms, lock_edition
from lederloft.domain.programmes.rules import (
    clean_gathering,
    require_meaningful_move,
    require_no_overlap,
)
from lederloft.domain.programmes.states import ENDED, EditionState, GatheringState
from lederloft.domain.programmes.values import GatheringPlan, live_gatherings
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@dataclass(frozen=True)
class GatheringPut:
    """The answer to moving a gathering: what those who come must be told of."""

    gathering_id: int
    edition_id: int
    is_time_new: bool
    is_place_new: bool


@use_case(may=may_plan)
def move_gathering(gathering_id: int, *, plan: GatheringPlan, acting: Acting) -> GatheringPut:
    """Replace the gathering's time, place and texts by those of the plan. Every call needs the whole plan.

    Raises GatheringFixed when it is held or cancelled, the plan's own refusals, and unless it is a draft's
    MovedIntoThePast and GatheringCutTooShort.
    """
    found = Gathering.objects.filter(pk=gathering_id).select_related("edition__module").first()
    if found is None:
        raise NotFound
    terms = lock_edition(found.edition_id)
    gathering = Gathering.objects.get(pk=gathering_id)
    if terms.state in ENDED:
        raise EditionEnded(state=terms.state)
    if gathering.state != GatheringState.PLANNED:
        raise GatheringFixed(state=GatheringState(gathering.state))
    module = found.edition.module
    new = clean_gathering(
        plan, number=gathering.number, expected_minutes=module.required_minutes // module.gathering_count
    )
    there = {g.gathering_id: g for g in list_gathering_terms(found.edition_id)}
    before = there.pop(gathering_id)
    others = live_gatherings(there.values())
    times = [(g.number, g.starts_at, g.ends_at) for g in others]
    require_no_overlap([*times, (gathering.number, new.starts_at, new.ends_at)])
    if terms.state != EditionState.DRAFT:
        require_meaningful_move(before, new, others=others, required_minutes=terms.required_minutes, now=clock.now())
    different = {name for name, value in asdict(new).items() if getattr(gathering, name) != value}
    put = GatheringPut(
        gathering_id=gathering_id,
        edition_id=found.edition_id,
        is_time_new=bool(different & {"starts_at", "ends_at"}),
        is_place_new=bool(different & {"place", "digital_link"}),
    )
    if not different:
        return unchanged(put)
    Gathering.objects.filter(pk=gathering_id).update(**asdict(new))
    about = {"gathering_id": gathering_id, "edition_id": found.edition_id, "number": gathering.number}
    if put.is_time_new:
        starts_at, before_at = new.starts_at.isoformat(), gathering.starts_at.isoformat()
        record(GatheringMoved(**about, starts_at=starts_at, before_at=before_at))
    elif put.is_place_new:
        record(GatheringPlaceChanged(**about))
    else:
        record(GatheringChanged(**about))
    return put
