"""Who a session belongs to, and whether a password is hers."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from lederloft.foundation.access.models import Account, Membership


class Backend(AuthenticationBackend):
    """The library's own, but an address matches only as it is stored, and the memberships come along in one query."""

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session, with its open memberships; None as soon as it is disabled."""
        rows = Membership.objects.filter(account_id=user_id, disabled_at__isnull=True, account__is_active=True)
        found = tuple(rows.select_related("account", "municipality").order_by("municipality__slug"))
        account = found[0].account if found else Account.objects.filter(id=user_id, is_active=True).first()
        if account is not None:
            account.open_memberships = found
        return account

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        """Disabled accounts can't."""
        return bool(user.is_active)

    def _authenticate_by_email(self, email: str, password: str) -> AbstractBaseUser | None:
        account = Account.objects.filter(email=email).first()
        checked: AbstractBaseUser | None = self._check_password(account, password)
        return checked
