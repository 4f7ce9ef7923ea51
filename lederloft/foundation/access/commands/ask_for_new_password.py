"""Ask for a mail that lets one choose a new password."""

from lederloft.foundation.access.account_facts import PasswordResetAsked
from lederloft.foundation.access.account_policies import may_use_secret
from lederloft.foundation.access.models import Account
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_use_secret)
def ask_for_new_password(email: str, *, acting: Acting) -> None:
    """Note the wish; a job makes the mail, to the stored address. For an unknown address the same steps are taken."""
    account_id = Account.objects.filter(email=email, is_active=True).values_list("id", flat=True).first()
    record(PasswordResetAsked(account_id=account_id))
