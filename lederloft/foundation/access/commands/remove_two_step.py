"""Let signing in take no code."""

from allauth.mfa.models import Authenticator

from lederloft.foundation.access.account_errors import AccountNotFound, NoTwoStep, TwoStepIsDemanded
from lederloft.foundation.access.account_facts import TwoStepRemoved
from lederloft.foundation.access.account_policies import may_manage_accounts, may_manage_own
from lederloft.foundation.access.accounts import get_account_here, lock_own_account
from lederloft.foundation.access.models import Account
from lederloft.foundation.acting.api import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_manage_own)
def remove_two_step(*, acting: Acting) -> None:
    """Of one's own account; the face has asked for a code. Raises TwoStepIsDemanded, NoTwoStep."""
    account = lock_own_account(acting)
    if account.two_step_demanded:
        raise TwoStepIsDemanded
    _remove(account)


@use_case(may=may_manage_accounts)
def remove_lost_two_step(account_key: str, *, acting: Acting) -> None:
    """Of somebody who has lost telephone and recovery codes; her sessions end. Raises AccountNotFound, NoTwoStep."""
    account = get_account_here(account_key)
    if account.id == acting.account_id:
        raise AccountNotFound
    _remove(account)
    account.session_epoch += 1
    account.save(update_fields=["session_epoch"])


def _remove(account: Account) -> None:
    removed, _rows = Authenticator.objects.filter(user=account).delete()
    if not removed:
        raise NoTwoStep
    record(TwoStepRemoved(account_id=account.id))
