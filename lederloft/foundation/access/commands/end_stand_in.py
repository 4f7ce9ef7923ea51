"""Cut a stand-in's period short."""

from datetime import date, timedelta

from lederloft.foundation.access.models import StandIn
from lederloft.foundation.access.role_errors import UnknownStandIn
from lederloft.foundation.access.role_facts import StandInEnded
from lederloft.foundation.access.role_policies import may_end_stand_in
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_end_stand_in)
def end_stand_in(stand_in_id: int, *, ceases_on: date | None = None, acting: Acting) -> None:
    """From that day (default: at once) the roles are no longer lent; a period that had not begun goes altogether.

    Raises UnknownStandIn.
    """
    ceases_on = ceases_on or clock.today()
    row = StandIn.objects.select_for_update().filter(id=stand_in_id).first()
    if row is None:
        raise UnknownStandIn
    if row.valid_to < ceases_on:
        return unchanged(None)
    fact = StandInEnded(
        stand_in_id=row.pk,
        absent_account_id=row.absent_account_id,
        stand_in_account_id=row.stand_in_account_id,
        ceases_on=ceases_on.isoformat(),
    )
    if ceases_on <= row.valid_from:
        row.delete()
    else:
        row.valid_to = ceases_on - timedelta(days=1)
        row.save(update_fields=["valid_to"])
    record(fact)
    return None
