"""Put a unit under another parent from a day on."""

from datetime import date

from lederloft.domain.organisation.commands.histories import get_state, hold_still, read_histories, write_history
from lederloft.domain.organisation.errors import TopUnitStays
from lederloft.domain.organisation.facts import UnitMoved
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.rules import changed_from
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_administer)
def move_unit(unit_id: int, *, parent_id: int, on: date, acting: Acting) -> None:
    """The place holds from the day until the next move already planned; those below follow.

    Raises UnknownUnit, UnitNotThere, TopUnitStays, UnitUnderItself, SiblingHasName.
    """
    hold_still()
    histories = read_histories()
    if get_state(histories, unit_id, on=on).parent_id is None:
        raise TopUnitStays
    get_state(histories, parent_id, on=on)
    if not write_history(histories, unit_id, changed_from(histories[unit_id], on, parent_id=parent_id), on=on):
        return unchanged(None)
    record(UnitMoved(unit_id=unit_id, parent_id=parent_id, begins_on=on.isoformat()))
    return None
