"""From a fact to a mail row: by a job, so that asking takes as long whether there is anybody to send to or not."""

from lederloft.domain.organisation.api import LanguageForm, Profile
from lederloft.foundation.access.api import get_invited_mail
from lederloft.foundation.jobs.api import Job
from lederloft.foundation.outbox.api import Recipient, send_mail


def mail_invitation(job: Job) -> None:
    """Somebody was invited."""
    invitation_id = job.ids["invitation_id"]
    send_mail(
        "access.invitation",
        ids={"invitation_id": invitation_id},
        municipality_id=job.municipality_id,
        to_other=("invitation", invitation_id),
        key=str(invitation_id),
    )


def mail_new_password(job: Job) -> None:
    """Somebody asked for a new password; for an unknown address there is nobody to send to."""
    account_id = job.ids.get("account_id")
    if account_id is not None:
        send_mail(
            "access.new_password",
            ids={"account_id": account_id},
            municipality_id=None,
            to_account_id=account_id,
            key=f"job-{job.id}",
        )


def reach_invited(invitation_id: int, municipality_id: int | None) -> Recipient | None:
    """The invited address, while the invitation stands open."""
    invited = get_invited_mail(invitation_id)
    return Recipient(invited.email) if invited is not None else None


def municipality_language() -> str:
    """What the municipality writes; "" when it is neutral or hasn't described itself. Call it inside its scope."""
    form = Profile.objects.values_list("language_form", flat=True).first()
    return form if form in {LanguageForm.BOKMAL, LanguageForm.NYNORSK} else ""
