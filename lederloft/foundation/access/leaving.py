"""Accounts that belong nowhere any more."""

from collections.abc import Collection

from django.contrib.sessions.models import Session

from lederloft.foundation.access.models import Account, Membership


def list_member_account_ids(municipality_id: int) -> frozenset[int]:
    """The accounts that belong to the municipality, open or shut."""
    return frozenset(Membership.objects.filter(municipality_id=municipality_id).values_list("account_id", flat=True))


def delete_placeless_accounts(account_ids: Collection[int]) -> int:
    """Delete those of the accounts that belong to no municipality, and their sessions; returns how many.

    Called inside a scope: roles are looked for there.
    """
    belonging = Membership.objects.filter(account_id__in=account_ids).values_list("account_id", flat=True)
    placeless = set(account_ids) - set(belonging)
    # A session tells whose it is only when it is opened, so all are.
    for session in Session.objects.iterator(chunk_size=500):
        if str(session.get_decoded().get("_auth_user_id")) in {str(account_id) for account_id in placeless}:
            session.delete()
    for account in Account.objects.filter(id__in=placeless):
        account.delete()
    return len(placeless)
