"""Change one's own password."""

from lederloft.foundation.access.account_facts import PasswordChanged
from lederloft.foundation.access.account_policies import may_manage_own
from lederloft.foundation.access.accounts import lock_own_account, void_what_is_open
from lederloft.foundation.access.passwords import check_password_strength
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_manage_own)
def change_password(password: str, *, acting: Acting) -> None:
    """Set it; every other session, key and calendar address ends. The face has asked for the old one.

    Raises PasswordTooWeak.
    """
    account = lock_own_account(acting)
    check_password_strength(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    void_what_is_open(account)
    record(PasswordChanged(account_id=account.id, by_mail=False))
