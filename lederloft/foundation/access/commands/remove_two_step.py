"""Let signing in take no code."""

from lederloft.foundation.access.account_errors import TwoStepIsDemanded
from lederloft.foundation.access.account_policies import may_manage_own
from lederloft.foundation.access.accounts import lock_own_account
from lederloft.foundation.access.two_step_removal import take_two_step_away
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_manage_own)
def remove_two_step(*, acting: Acting) -> None:
    """Of one's own account; the face has asked for a code. Raises TwoStepIsDemanded, NoTwoStep."""
    account = lock_own_account(acting)
    if account.two_step_demanded:
        raise TwoStepIsDemanded
    take_two_step_away(account)
