"""The daily summary: gathers what people would rather hear once a day."""

from django.db import transaction

from lederloft.foundation.jobs.api import Job
from lederloft.foundation.outbox.kinds import DIGEST
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.foundation.outbox.states import MailState
from lederloft.foundation.outbox.writing import write_mail


def collect_digests(job: Job) -> None:
    """The daily job of one municipality: one summary for each account with something waiting."""
    if job.municipality_id is None:
        return
    waiting = OutgoingMail.objects.filter(
        municipality_id=job.municipality_id, state=MailState.HELD, held_in__isnull=True
    )
    accounts = waiting.values_list("held_for_account_id", flat=True).order_by("held_for_account_id").distinct()
    for account_id in list(accounts):
        if job.is_cancelled() or account_id is None:
            return
        with transaction.atomic():
            digest_id = write_mail(
                DIGEST,
                ids={},
                municipality_id=job.municipality_id,
                recipient=("account", account_id),
                key=f"job-{job.id}",
            )
            waiting.filter(held_for_account_id=account_id).update(held_in=digest_id)
