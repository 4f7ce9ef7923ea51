"""Let the sign-in service open one's account no longer."""

from allauth.socialaccount.models import SocialAccount

from lederloft.foundation.access.account_errors import LastWayIn
from lederloft.foundation.access.account_facts import SubjectDisconnected
from lederloft.foundation.access.account_policies import may_manage_own
from lederloft.foundation.access.accounts import lock_own_account
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case

_OIDC = "oidc"


@use_case(may=may_manage_own)
def disconnect_subject(*, acting: Acting) -> None:
    """Raises LastWayIn when she has no password."""
    account = lock_own_account(acting)
    rows = SocialAccount.objects.filter(provider=_OIDC, user=account)
    if not rows.exists():
        return unchanged(None)
    if not account.has_usable_password():
        raise LastWayIn
    rows.delete()
    record(SubjectDisconnected(account_id=account.id))
    return None
