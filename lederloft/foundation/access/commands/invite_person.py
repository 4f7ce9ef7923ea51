"""Invite somebody to sign in."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from lederloft.foundation.access.account_errors import AlreadyBelongs, NotAnAddress, PersonHasAWayIn
from lederloft.foundation.access.account_facts import PersonInvited
from lederloft.foundation.access.account_policies import may_manage_accounts
from lederloft.foundation.access.commands.grant_role import MAY_REACH, usual_reach
from lederloft.foundation.access.invitations import DAYS, open_rows, token_of
from lederloft.foundation.access.models import Invitation, Membership
from lederloft.foundation.access.role_errors import RoleNotThatWide
from lederloft.foundation.access.secret_boxes import hash_secret
from lederloft.foundation.acting.values import Acting, Role, ScopeKind
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import new_public_key, require_municipality
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_manage_accounts)
def invite_person(
    email: str,
    *,
    role: Role,
    scope_kind: ScopeKind | None = None,
    scope_id: int | None = None,
    person_id: int | None = None,
    acting: Acting,
) -> int:
    """Open a way in for the address, for fourteen days; an earlier one to the same address is void. Returns its id.

    Without a ``scope_kind`` the role reaches as far as its own things, or the municipality where it must.
    Raises NotAnAddress, AlreadyBelongs, PersonHasAWayIn, RoleNotThatWide.
    """
    kind = scope_kind or usual_reach(role)
    if kind not in MAY_REACH[role] or (kind in {ScopeKind.UNIT, ScopeKind.AGREEMENT}) != (scope_id is not None):
        raise RoleNotThatWide(role=role.value)
    address = email.strip().lower()
    try:
        validate_email(address)
        address.encode("ascii")  # no look-alike letters
    except (ValidationError, UnicodeEncodeError) as error:
        raise NotAnAddress from error
    here, now = require_municipality(), clock.now()
    if Membership.objects.filter(municipality_id=here, account__email=address).exists():
        raise AlreadyBelongs
    if person_id is not None:
        _refuse_a_second_way_in(person_id, address=address)
    earlier = Invitation.objects.filter(
        municipality_id=here, email=address, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    earlier.update(withdrawn_at=now)
    key = new_public_key()
    invitation = Invitation.objects.create(
        municipality_id=here,
        public_key=key,
        email=address,
        token_hash=hash_secret(token_of(key)),
        role=role,
        scope_kind=kind,
        scope_id=scope_id,
        person_id=person_id,
        created_at=now,
        expires_at=now + timedelta(days=DAYS),
    )
    record(PersonInvited(invitation_id=invitation.id, role=role))
    return invitation.id


def _refuse_a_second_way_in(person_id: int, *, address: str) -> None:
    here = require_municipality()
    invited = open_rows().filter(municipality_id=here, person_id=person_id).exclude(email=address)
    if invited.exists() or Membership.objects.filter(municipality_id=here, person_id=person_id).exists():
        raise PersonHasAWayIn
