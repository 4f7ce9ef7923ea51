"""Demand that an account is opened with a code too."""

from lederloft.foundation.access.account_facts import TwoStepDemanded
from lederloft.foundation.access.account_policies import may_manage_accounts
from lederloft.foundation.access.accounts import get_account_here, refuse_to_weaken
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_manage_accounts)
def demand_two_step(account_key: str, *, is_demanded: bool, acting: Acting) -> None:
    """Until it is set up she reaches nothing else. Raises AccountNotFound, BelongsElsewhereToo."""
    account = get_account_here(account_key)
    if account.two_step_demanded == is_demanded:
        return unchanged(None)
    if not is_demanded:
        refuse_to_weaken(account, acting=acting)
    account.two_step_demanded = is_demanded
    account.save(update_fields=["two_step_demanded"])
    record(TwoStepDemanded(account_id=account.id, is_demanded=is_demanded))
    return None
