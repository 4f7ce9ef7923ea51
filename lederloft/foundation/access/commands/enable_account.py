"""Open an account again in this municipality."""

from django.db import transaction

from lederloft.foundation.access.account_facts import AccountEnabled
from lederloft.foundation.access.account_policies import may_manage_accounts
from lederloft.foundation.access.accounts import get_membership_here
from lederloft.foundation.access.models import Account
from lederloft.foundation.access.shut_journal import next_turn, note_shut
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_manage_accounts)
def enable_account(account_key: str, *, acting: Acting) -> None:
    """She signs in anew; no old session, feed or token comes to life. Raises AccountNotFound."""
    member = get_membership_here(account_key)
    if member.disabled_at is None:
        return unchanged(None)
    account = Account.objects.select_for_update().get(id=member.account_id)
    member.disabled_at = None
    member.save(update_fields=["disabled_at"])
    account.is_active, account.disabled_at = True, None
    account.save(update_fields=["is_active", "disabled_at"])
    turn = next_turn(member)
    transaction.on_commit(lambda: note_shut(member, is_shut=False, turn=turn))
    record(AccountEnabled(account_id=account.id))
    return None
