"""Choosing a password, and the secret of the mail that lets one choose anew."""

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError

from lederloft.foundation.access.account_errors import PasswordTooWeak
from lederloft.foundation.access.models import Account


class _ResetTokens(PasswordResetTokenGenerator):
    """Void after use, after a sign-in, after disabling and after an hour."""

    key_salt = "lederloft.foundation.access.passwords"

    def _make_hash_value(self, user: Account, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.session_epoch}{user.is_active}"


_tokens = _ResetTokens()


def check_password_strength(password: str, account: Account | None) -> None:
    """Raises PasswordTooWeak with every reason."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise PasswordTooWeak(reasons=" ".join(error.messages)) from error


def get_reset_path(account_id: int) -> str | None:
    """The path of the mail, for its renderer; None when the account has no password to change or is disabled."""
    account = Account.objects.filter(id=account_id, is_active=True).first()
    if account is None or not account.has_usable_password():
        return None
    return f"/logg-inn/nytt-passord/{account.public_key}/{_tokens.make_token(account)}"


def find_by_reset_link(public_key: str, token: str, *, is_locked: bool = False) -> Account | None:
    """The account that may choose a new password by this link, locked for change when that is asked."""
    if "\0" in public_key:  # PostgreSQL can't be asked for it
        return None
    rows = Account.objects.select_for_update() if is_locked else Account.objects.all()
    account = rows.filter(public_key=public_key, is_active=True).first()
    return account if account is not None and _tokens.check_token(account, token) else None
