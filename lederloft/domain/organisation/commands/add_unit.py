"""Add a unit to the tree."""

from datetime import date

from lederloft.domain.organisation.commands.histories import get_state, hold_still, read_histories, write_history
from lederloft.domain.organisation.facts import UnitAdded
from lederloft.domain.organisation.models import Unit
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.values import Ref, Span, UnitKind, UnitState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.dated.api import Period
from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case
from lederloft.foundation.wording.values import clean_text


@use_case(may=may_administer)
def add_unit(parent_id: int, *, name: str, valid_from: date, kind: UnitKind = UnitKind.LINE, acting: Acting) -> Ref:
    """A new unit under the parent from the day on, until further notice.

    Raises UnknownUnit, UnitNotThere, SiblingHasName, TextMissing, TextTooLong.
    """
    name = clean_text(name, label=N_("Navn på enheten"), limit=100, is_required=True)
    hold_still()
    histories = read_histories()
    get_state(histories, parent_id, on=valid_from)
    unit = Unit.objects.create()
    state = UnitState(name, parent_id, kind)
    write_history(histories, unit.pk, [Span(Period(valid_from), state)], on=valid_from)
    record(UnitAdded(unit_id=unit.pk, begins_on=valid_from.isoformat()))
    return Ref(unit.pk, unit.public_key)
