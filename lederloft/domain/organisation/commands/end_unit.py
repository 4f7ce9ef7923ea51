"""Let a unit have its last day."""

from datetime import date

from django.db.models import Q

from lederloft.domain.organisation.commands.histories import get_state, hold_still, read_histories, write_history
from lederloft.domain.organisation.errors import TopUnitStays, UnitHasPosts, UnitHasUnitsBelow
from lederloft.domain.organisation.facts import UnitEnded
from lederloft.domain.organisation.models import Post
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.rules import ended_on, is_parent_after
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_administer)
def end_unit(unit_id: int, *, on: date, acting: Acting) -> None:
    """``on`` is the last day; what was planned after it falls away. Units below and posts must be dealt with first.

    Raises UnknownUnit, UnitNotThere, TopUnitStays, UnitHasUnitsBelow, UnitHasPosts.
    """
    hold_still()
    histories = read_histories()
    state = get_state(histories, unit_id, on=on)
    if state.parent_id is None:
        raise TopUnitStays
    if any(is_parent_after(unit_id, on, spans) for spans in histories.values()):
        raise UnitHasUnitsBelow(unit=state.name, on=on)
    if Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), unit_id=unit_id).exists():
        raise UnitHasPosts(unit=state.name, on=on)
    if not write_history(histories, unit_id, ended_on(histories[unit_id], on), on=on):
        return unchanged(None)
    record(UnitEnded(unit_id=unit_id, last_on=on.isoformat()))
    return None
