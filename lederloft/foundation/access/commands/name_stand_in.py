"""Let somebody use another's roles for a period."""

from datetime import date

from lederloft.foundation.access.commands.grant_role import require_member
from lederloft.foundation.access.models import StandIn
from lederloft.foundation.access.role_errors import OwnStandIn, SelfNamed
from lederloft.foundation.access.role_facts import StandInNamed
from lederloft.foundation.access.role_policies import may_name_stand_in
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.dated.api import Period, valid_between
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_name_stand_in)
def name_stand_in(
    absent_account_id: int, *, stand_in_account_id: int, valid_from: date, valid_to: date, acting: Acting
) -> int:
    """From the first day to the last she acts on the absent one's behalf; returns the stand-in's id.

    What is the absent one's own, and the roles of IT and data protection, are not lent (see ``list_grants``).
    Nobody names herself. Raises OwnStandIn, SelfNamed, AccountNotHere, PeriodEndsBeforeStart.
    """
    Period(valid_from, valid_to)
    if absent_account_id == stand_in_account_id:
        raise OwnStandIn
    if stand_in_account_id == acting.account_id:
        raise SelfNamed
    require_member(absent_account_id)
    require_member(stand_in_account_id)
    same = StandIn.objects.filter(absent_account_id=absent_account_id, stand_in_account_id=stand_in_account_id)
    for row in same.filter(valid_between(valid_from, valid_to)):
        if row.valid_from <= valid_from and valid_to <= row.valid_to:
            return unchanged(row.pk)
    row = StandIn.objects.create(
        absent_account_id=absent_account_id,
        stand_in_account_id=stand_in_account_id,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    record(
        StandInNamed(
            stand_in_id=row.pk,
            absent_account_id=absent_account_id,
            stand_in_account_id=stand_in_account_id,
            begins_on=valid_from.isoformat(),
            last_on=valid_to.isoformat(),
        )
    )
    return row.pk
