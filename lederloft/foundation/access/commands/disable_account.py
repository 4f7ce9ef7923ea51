"""Shut an account in this municipality."""

from lederloft.foundation.access.account_errors import OwnAccount
from lederloft.foundation.access.account_facts import AccountDisabled
from lederloft.foundation.access.account_policies import may_manage_accounts
from lederloft.foundation.access.accounts import get_membership_here
from lederloft.foundation.access.administrators import keep_an_administrator
from lederloft.foundation.access.models import Account, ApiToken, Membership
from lederloft.foundation.access.shut_journal import next_turn, note_shut
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_manage_accounts)
def disable_account(account_key: str, *, acting: Acting) -> None:
    """Sessions, feeds and tokens end with it, everywhere; where else she belongs she signs in anew.

    Raises AccountNotFound, OwnAccount, LastAdministrator.
    """
    account_id = get_membership_here(account_key).account_id
    if account_id != acting.account_id:
        keep_an_administrator(without=[account_id])
    member = get_membership_here(account_key)
    account = Account.objects.select_for_update().get(id=member.account_id)
    if account.id == acting.account_id:
        raise OwnAccount
    if member.disabled_at is not None:
        return unchanged(None)
    now = clock.now()
    member.disabled_at = now
    member.save(update_fields=["disabled_at"])
    account.session_epoch += 1
    if not Membership.objects.filter(account=account, disabled_at__isnull=True).exists():
        account.is_active, account.disabled_at = False, now
    account.save(update_fields=["session_epoch", "is_active", "disabled_at"])
    ApiToken.objects.filter(account=account, municipality_id=member.municipality_id).delete()
    # Before the commit: a line too many shuts, one too few lets in.
    note_shut(member, is_shut=True, turn=next_turn(member))
    record(AccountDisabled(account_id=account.id))
    return None
