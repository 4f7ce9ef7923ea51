"""Let somebody who can give no code any more sign in without."""

from lederloft.foundation.access.account_errors import AccountNotFound
from lederloft.foundation.access.account_policies import may_manage_accounts
from lederloft.foundation.access.accounts import get_account_here, refuse_to_weaken, void_what_is_open
from lederloft.foundation.access.two_step_removal import take_two_step_away
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_manage_accounts)
def remove_lost_two_step(account_key: str, *, acting: Acting) -> None:
    """Of somebody who has lost telephone and recovery codes; her sessions, keys and calendar addresses end.

    Raises AccountNotFound, BelongsElsewhereToo, NoTwoStep.
    """
    account = get_account_here(account_key)
    if account.id == acting.account_id:
        raise AccountNotFound
    refuse_to_weaken(account, acting=acting)
    take_two_step_away(account)
    void_what_is_open(account)
