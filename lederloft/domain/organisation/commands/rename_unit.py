"""Give a unit a new name from a day on."""

from datetime import date

from lederloft.domain.organisation.commands.histories import get_state, hold_still, read_histories, write_history
from lederloft.domain.organisation.facts import UnitRenamed
from lederloft.domain.organisation.policies import may_administer
from lederloft.domain.organisation.rules import changed_from
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case
from lederloft.foundation.wording.values import clean_text


@use_case(may=may_administer)
def rename_unit(unit_id: int, *, name: str, on: date, acting: Acting) -> None:
    """The name holds from the day until the next rename already planned; before it the old name stands.

    Raises UnknownUnit, UnitNotThere, SiblingHasName, TextMissing, TextTooLong.
    """
    name = clean_text(name, label=N_("Navn på enheten"), limit=100, is_required=True)
    hold_still()
    histories = read_histories()
    get_state(histories, unit_id, on=on)
    if not write_history(histories, unit_id, changed_from(histories[unit_id], on, name=name), on=on):
        return unchanged(None)
    record(UnitRenamed(unit_id=unit_id, begins_on=on.isoformat()))
    return None
