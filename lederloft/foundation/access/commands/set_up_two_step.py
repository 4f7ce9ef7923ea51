"""Let signing in take a code from an app."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from lederloft.foundation.access.account_errors import TwoStepAlreadySetUp
from lederloft.foundation.access.account_facts import TwoStepSetUp
from lederloft.foundation.access.account_policies import may_manage_own
from lederloft.foundation.access.accounts import lock_own_account
from lederloft.foundation.access.two_step import check_first_code, has_two_step, read_ticket
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_manage_own)
def set_up_two_step(sealed_ticket: str, *, code: str, acting: Acting) -> None:
    """Take the app into use, with fresh recovery codes. Raises TicketExpired, WrongCode, TwoStepAlreadySetUp."""
    account = lock_own_account(acting)
    if has_two_step(account.id):
        raise TwoStepAlreadySetUp
    ticket = read_ticket(account, sealed_ticket)
    check_first_code(account, ticket, code)
    Authenticator.objects.filter(user=account).delete()
    TOTP.activate(account, ticket.secret)
    RecoveryCodes.activate(account)
    record(TwoStepSetUp(account_id=account.id))
