"""Let the sign-in service open one's account."""

from allauth.socialaccount.models import SocialAccount

from lederloft.foundation.access.account_errors import SubjectTaken
from lederloft.foundation.access.account_facts import SubjectConnected
from lederloft.foundation.access.account_policies import may_manage_own
from lederloft.foundation.access.accounts import lock_own_account
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case

_OIDC = "oidc"


@use_case(may=may_manage_own)
def connect_subject(subject: str, *, acting: Acting) -> None:
    """``subject`` is the hash of issuer and subject. Raises SubjectTaken."""
    account = lock_own_account(acting)
    taken = SocialAccount.objects.filter(provider=_OIDC, uid=subject).first()
    if taken is not None and taken.user_id == account.id:
        return unchanged(None)
    if taken is not None or SocialAccount.objects.filter(provider=_OIDC, user=account).exists():
        raise SubjectTaken
    SocialAccount.objects.create(user=account, provider=_OIDC, uid=subject)
    record(SubjectConnected(account_id=account.id))
    return None
