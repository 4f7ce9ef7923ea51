"""Reading accounts for those who manage them."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lederloft.foundation.access.account_errors import AccountNotFound, BelongsElsewhereToo
from lederloft.foundation.access.invitations import open_rows
from lederloft.foundation.access.models import Account, ApiToken, Membership
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import require_municipality


@dataclass(frozen=True)
class AccountHere:
    """An account as the administrator of a municipality sees it."""

    account_id: int
    public_key: str
    email: str
    person_id: int | None
    is_open: bool
    two_step_demanded: bool
    has_two_step: bool
    last_sign_in_at: datetime | None


@dataclass(frozen=True)
class InvitationHere:
    """An open invitation as the administrator sees it."""

    public_key: str
    email: str
    role: str
    expires_at: datetime
    invitation_id: int


def lock_own_account(acting: Acting) -> Account:
    """The account of the one who acts, locked for change. Raises NotAllowed for nobody."""
    if acting.account_id is None:
        raise NotAllowed
    return Account.objects.select_for_update().get(id=acting.account_id)


def get_membership_here(account_key: str) -> Membership:
    """The account's membership in the acting one's municipality, open or shut. Raises AccountNotFound."""
    rows = Membership.objects.select_related("account").filter(account__public_key=account_key)
    member = rows.filter(municipality_id=require_municipality()).first()
    if member is None:
        raise AccountNotFound
    return member


def get_account_here(account_key: str) -> Account:
    """The account, locked for change. Raises AccountNotFound, also when it is shut here: it is others' then."""
    account = Account.objects.select_for_update().get(id=get_membership_here(account_key).account_id)
    if get_membership_here(account_key).disabled_at is not None:
        raise AccountNotFound
    return account


def void_what_is_open(account: Account) -> None:
    """Sessions, calendar addresses and keys, wherever they were made; she or he who took them is out."""
    account.session_epoch += 1
    account.save(update_fields=["session_epoch"])
    ApiToken.objects.filter(account=account).delete()


def refuse_to_weaken(account: Account, *, acting: Acting) -> None:
    """What guards the account guards every municipality it opens. Raises BelongsElsewhereToo, not for the operator."""
    elsewhere = Membership.objects.filter(account=account, disabled_at__isnull=True)
    if not acting.is_upkeep and elsewhere.exclude(municipality_id=require_municipality()).exists():
        raise BelongsElsewhereToo


def _members() -> QuerySet[Membership]:
    codes = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user_id=OuterRef("account_id"))
    return Membership.objects.filter(municipality_id=require_municipality()).annotate(has_code=Exists(codes))


def count_accounts() -> tuple[int, int]:
    """How many stand open here, and how many of them no code guards. Call it inside a scope. One query."""
    told = _members().aggregate(
        open=Count("pk", filter=Q(disabled_at__isnull=True)),
        bare=Count("pk", filter=Q(disabled_at__isnull=True, has_code=False)),
    )
    return told["open"], told["bare"]


def list_accounts() -> list[AccountHere]:
    """Every account that belongs here, by address. Call it inside a scope."""
    rows = _members()
    return [
        AccountHere(
            account_id=row.account_id,
            public_key=row.account.public_key,
            email=row.account.email,
            person_id=row.person_id,
            is_open=row.disabled_at is None,
            two_step_demanded=row.account.two_step_demanded,
            has_two_step=bool(getattr(row, "has_code")),  # noqa: B009 — annotated
            last_sign_in_at=row.account.last_login if row.disabled_at is None else None,  # elsewhere: not ours to know
        )
        for row in rows.select_related("account").order_by("account__email")
    ]


def list_open_invitations() -> list[InvitationHere]:
    """The ways in that stand open, by address. Call it inside a scope."""
    rows = open_rows().filter(municipality_id=require_municipality()).order_by("email")
    return [InvitationHere(row.public_key, row.email, row.role, row.expires_at, row.id) for row in rows]
