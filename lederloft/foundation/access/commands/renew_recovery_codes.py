"""New recovery codes."""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.http import HttpRequest

from lederloft.foundation.access.account_errors import NoTwoStep
from lederloft.foundation.access.account_facts import RecoveryCodesRenewed
from lederloft.foundation.access.account_policies import may_manage_own
from lederloft.foundation.access.accounts import lock_own_account
from lederloft.foundation.access.sign_in import check_code
from lederloft.foundation.access.two_step import has_two_step
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@dataclass(frozen=True)
class CodeShown:
    """A code and the request it came with. A twin press brings the same code; another code with its key is refused."""

    request: HttpRequest = field(repr=False)
    code: str


@use_case(may=may_manage_own)
def renew_recovery_codes(shown: CodeShown, *, acting: Acting) -> None:
    """Void the old ones, for a code. The same press twice is one: the second neither spends a code nor makes a set.

    Raises NoTwoStep, WrongCode, TooManyAttempts.
    """
    account = lock_own_account(acting)
    if not has_two_step(account.id):
        raise NoTwoStep
    check_code(shown.request, account, shown.code)
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    record(RecoveryCodesRenewed(account_id=account.id))
