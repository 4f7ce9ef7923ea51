"""Choose a new password by the link of a mail."""

from lederloft.foundation.access.account_errors import ResetLinkInvalid
from lederloft.foundation.access.account_facts import PasswordChanged
from lederloft.foundation.access.account_policies import may_use_secret
from lederloft.foundation.access.accounts import void_what_is_open
from lederloft.foundation.access.passwords import check_password_strength, find_by_reset_link
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_use_secret)
def reset_password(public_key: str, *, token: str, password: str, acting: Acting) -> None:
    """Set the password; the link, every session, key and calendar address end.

    Raises ResetLinkInvalid, PasswordTooWeak.
    """
    account = find_by_reset_link(public_key, token, is_locked=True)
    if account is None:
        raise ResetLinkInvalid
    check_password_strength(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    void_what_is_open(account)
    record(PasswordChanged(account_id=account.id, by_mail=True))
