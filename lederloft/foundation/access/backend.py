"""Who a session belongs to, and whether a password is hers."""

from typing import Any, TypeVar

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model, QuerySet

from lederloft.foundation.access.models import Account, Membership
from lederloft.foundation.tenancy.api import Municipality, prepared_everywhere

M = TypeVar("M", bound=Model)


def _columns(model: type[Model], prefix: str = "") -> list[str]:
    return [prefix + field.attname for field in model._meta.concrete_fields]


_ACCOUNT, _MEMBER = len(_columns(Account)), len(_columns(Membership))


@prepared_everywhere
def _open_memberships(*, account_id: int) -> QuerySet[Any, Any]:
    rows = Membership.objects.filter(account_id=account_id, disabled_at__isnull=True, account__is_active=True)
    return rows.order_by("municipality__slug").values_list(
        *_columns(Account, "account__"), *_columns(Membership), *_columns(Municipality, "municipality__")
    )


def _made(model: type[M], values: tuple[Any, ...]) -> M:
    """The row as the model has it."""
    return model.from_db("default", _columns(model), values)


class Backend(AuthenticationBackend):
    """The library's own, but an address matches only as it is stored, and the memberships come along in one query."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session, with its open memberships; None as soon as it is disabled."""
        rows = _open_memberships(account_id=int(user_id))
        if not rows:
            account = Account.objects.filter(id=user_id, is_active=True).first()
            if account is not None:
                account.open_memberships = ()
            return account
        account = _made(Account, rows[0][:_ACCOUNT])
        found = []
        for row in rows:
            member = _made(Membership, row[_ACCOUNT : _ACCOUNT + _MEMBER])
            member.account, member.municipality = account, _made(Municipality, row[_ACCOUNT + _MEMBER :])
            found.append(member)
        account.open_memberships = tuple(found)
        return account

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        """Disabled accounts can't."""
        return bool(user.is_active)

    def _authenticate_by_email(self, email: str, password: str) -> AbstractBaseUser | None:
        account = Account.objects.filter(email=email).first()
        checked: AbstractBaseUser | None = self._check_password(account, password)
        return checked
