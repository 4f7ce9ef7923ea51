"""New recovery codes."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from lederloft.foundation.access.account_errors import NoTwoStep
from lederloft.foundation.access.account_facts import RecoveryCodesRenewed
from lederloft.foundation.access.account_policies import may_manage_own
from lederloft.foundation.access.accounts import lock_own_account
from lederloft.foundation.access.two_step import has_two_step
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_manage_own)
def renew_recovery_codes(*, acting: Acting) -> None:
    """Void the old ones. Raises NoTwoStep."""
    account = lock_own_account(acting)
    if not has_two_step(account.id):
        raise NoTwoStep
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    record(RecoveryCodesRenewed(account_id=account.id))
