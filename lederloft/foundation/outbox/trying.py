"""Trying whether mail gets out: one small mail to oneself, or to the first one invited."""

from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.outbox.facts import MailTried
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.outbox.writing import send_mail
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case

TRIAL = "outbox.trial"


def _may_try(acting: Acting, _invitation_id: object) -> bool:
    return acting.is_upkeep or acting.has(Role.IT)


@use_case(may=_may_try)
def try_mail(invitation_id: int | None = None, *, acting: Acting) -> str:
    """Write a mail that says that mail works, to the one who acts, or at set-up to an invited one; returns its key."""
    to_other = None if invitation_id is None else ("invitation", invitation_id)
    to_account_id = acting.account_id if invitation_id is None else None
    if to_other is not None and not acting.is_upkeep:
        raise NotAllowed
    mail_id = send_mail(
        TRIAL, ids={}, municipality_id=acting.municipality_id, to_account_id=to_account_id, to_other=to_other
    )
    record(MailTried(mail_id=mail_id))
    return OutgoingMail.objects.values_list("public_key", flat=True).get(pk=mail_id)
