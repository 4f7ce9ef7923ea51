"""Invitations: the secret of the mail, and finding the row by it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lederloft.foundation.access.account_errors import InvitationInvalid
from lederloft.foundation.access.models import Account, Invitation
from lederloft.foundation.access.secret_boxes import derive, hash_secret
from lederloft.foundation.clock import api as clock

DAYS = 14


@dataclass(frozen=True)
class OpenInvitation:
    """What the one who holds the secret may know."""

    public_key: str
    municipality_id: int
    email: str
    role: str
    expires_at: datetime
    has_account: bool


@dataclass(frozen=True)
class InvitedMail:
    """What the mail needs: the address, and the path that holds the secret."""

    email: str
    path: str
    role: str
    expires_at: datetime


def token_of(public_key: str) -> str:
    """The secret of the mail: made anew from the row's key, stored nowhere."""
    return derive("invitation", public_key)


def open_rows() -> QuerySet[Invitation]:
    """Those that can still be taken."""
    return Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=clock.now())


def get_open_invitation(token: str = "", *, key: str = "") -> OpenInvitation:
    """The invitation of a secret (or, inside, of a key whose secret has been shown). Raises InvitationInvalid."""
    rows = open_rows().filter(public_key=key) if key else open_rows().filter(token_hash=hash_secret(token))
    row = rows.first()
    if row is None:
        raise InvitationInvalid
    has_account = Account.objects.filter(email=row.email).exists()
    return OpenInvitation(row.public_key, row.municipality_id, row.email, row.role, row.expires_at, has_account)


def get_invited_mail(invitation_id: int) -> InvitedMail | None:
    """For the renderer of the mail; None when the invitation is no longer open."""
    row = open_rows().filter(id=invitation_id).first()
    if row is None:
        return None
    return InvitedMail(row.email, f"/invitasjon/{token_of(row.public_key)}", row.role, row.expires_at)
