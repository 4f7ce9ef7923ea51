"""Take an invitation: once, for the invited address."""

from allauth.socialaccount.models import SocialAccount
from django.db.models import Q

from lederloft.foundation.access.account_errors import (
    InvitationForAnother,
    InvitationInvalid,
    SignInFirst,
    SubjectTaken,
)
from lederloft.foundation.access.account_facts import InvitationAccepted
from lederloft.foundation.access.account_policies import may_use_secret
from lederloft.foundation.access.commands.grant_role import grant_role
from lederloft.foundation.access.invitations import open_rows
from lederloft.foundation.access.models import Account, Invitation, Membership
from lederloft.foundation.access.passwords import check_password_strength
from lederloft.foundation.acting.values import Acting, Role, ScopeKind, upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import require_municipality
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case

_OIDC = "oidc"


@use_case(may=may_use_secret)
def accept_invitation(invitation_key: str, *, password: str = "", subject: str = "", acting: Acting) -> int:
    """Make the account (or use the signed-in one with that address), its membership and its role; returns its id.

    The face has seen the secret of the mail. Of two who use it at once one gets it.
    Raises InvitationInvalid, SignInFirst, InvitationForAnother, PasswordTooWeak, SubjectTaken.
    """
    now = clock.now()
    mine = open_rows().filter(public_key=invitation_key, municipality_id=require_municipality())
    if not mine.update(accepted_at=now):
        raise InvitationInvalid
    invitation = Invitation.objects.get(public_key=invitation_key)
    account = _account_for(invitation, password=password, subject=subject, acting=acting)
    hers = (
        Q(account=account) if invitation.person_id is None else Q(account=account) | Q(person_id=invitation.person_id)
    )
    if Membership.objects.filter(hers, municipality_id=invitation.municipality_id).exists():
        raise InvitationInvalid
    Membership.objects.create(
        account=account, municipality_id=invitation.municipality_id, person_id=invitation.person_id
    )
    grant_role(
        account.id,
        role=Role(invitation.role),
        scope_kind=ScopeKind(invitation.scope_kind),
        scope_id=invitation.scope_id,
        valid_from=clock.today(),
        acting=upkeep(municipality_id=invitation.municipality_id, via=acting.via),
    )
    record(
        InvitationAccepted(
            invitation_id=invitation.id,
            account_id=account.id,
            person_id=invitation.person_id,
            role=invitation.role,
        )
    )
    return account.id


def _account_for(invitation: Invitation, *, password: str, subject: str, acting: Acting) -> Account:
    there = Account.objects.select_for_update().filter(email=invitation.email).first()
    if acting.account_id is not None:
        if there is None or there.id != acting.account_id:
            raise InvitationForAnother
        return there
    if there is not None:
        raise SignInFirst
    if not subject:
        check_password_strength(password, Account(email=invitation.email))
    account = Account.objects.create_user(invitation.email, password or None, created_at=clock.now())
    if subject:
        if SocialAccount.objects.filter(provider=_OIDC, uid=subject).exists():
            raise SubjectTaken
        SocialAccount.objects.create(user=account, provider=_OIDC, uid=subject)
    return account
