"""After a restore: a backup remembers ways in that have been taken away since, so none of them leads in again."""

from django.db.models import F

from lederloft.foundation.access.invitations import open_rows
from lederloft.foundation.access.models import Account, ApiToken, Membership
from lederloft.foundation.access.shut_journal import read_shut
from lederloft.foundation.clock import api as clock

_BEYOND = 1_000  # more than any account's epoch can have risen since the backup: nor does what was made later fit


def close_ways_in() -> int:
    """Void every session, calendar address, link for a new password, key and open invitation, everywhere.

    Returns how many keys and invitations that is. No server may run. Harmless to repeat.
    """
    Account.objects.update(session_epoch=F("session_epoch") + _BEYOND)
    keys, _by_model = ApiToken.objects.all().delete()
    return keys + open_rows().update(withdrawn_at=clock.now())


def shut_again() -> int:
    """Shut the accounts that were shut since the backup and are open in it; returns how many.

    No server may run. Harmless to repeat.
    """
    count, now = 0, clock.now()
    for municipality_key, account_key in read_shut():
        count += Membership.objects.filter(
            municipality__public_key=municipality_key, account__public_key=account_key, disabled_at__isnull=True
        ).update(disabled_at=now)
        account = Account.objects.filter(public_key=account_key, is_active=True)
        account.exclude(memberships__disabled_at__isnull=True).update(is_active=False, disabled_at=now)
    return count
