"""What wiring names: the jobs that put account mail into the outbox, its recipients and its renderers."""

from lederloft.faces.papers.account_mail.letters import render_invitation, render_new_password, render_trial
from lederloft.faces.papers.account_mail.sending import (
    mail_invitation,
    mail_new_password,
    municipality_language,
    reach_invited,
)

__all__ = [
    "mail_invitation",
    "mail_new_password",
    "municipality_language",
    "reach_invited",
    "render_invitation",
    "render_new_password",
    "render_trial",
]
