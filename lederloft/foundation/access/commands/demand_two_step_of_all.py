"""Demand that every account here is opened with a code too."""

from lederloft.foundation.access.account_facts import TwoStepDemanded
from lederloft.foundation.access.account_policies import may_manage_accounts
from lederloft.foundation.access.models import Account, Membership
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.tenancy.api import require_municipality
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_manage_accounts)
def demand_two_step_of_all(*, acting: Acting) -> int:
    """Of all that are open here now; returns how many it is new for. Until it is set up they reach nothing else."""
    here = Membership.objects.filter(municipality_id=require_municipality(), disabled_at__isnull=True)
    rows = Account.objects.filter(id__in=here.values("account_id"), two_step_demanded=False)
    ids = list(rows.select_for_update().order_by("id").values_list("id", flat=True))
    if not ids:
        return unchanged(0)
    Account.objects.filter(id__in=ids).update(two_step_demanded=True)
    for account_id in ids:
        record(TwoStepDemanded(account_id=account_id, is_demanded=True))
    return len(ids)
