"""What both ways of removing the code do. Called inside a use case."""

from allauth.mfa.models import Authenticator

from lederloft.foundation.access.account_errors import NoTwoStep
from lederloft.foundation.access.account_facts import TwoStepRemoved
from lederloft.foundation.access.models import Account
from lederloft.foundation.trail.api import record


def take_two_step_away(account: Account) -> None:
    """Authenticator and recovery codes. Raises NoTwoStep."""
    removed, _rows = Authenticator.objects.filter(user=account).delete()
    if not removed:
        raise NoTwoStep
    record(TwoStepRemoved(account_id=account.id))
