"""The first page of IT's room: whether everything runs, and what has stopped."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from lederloft.faces.web.entrance.it_room import ItRoom
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.pages import ActPage
from lederloft.foundation.access import api as access
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.jobs import api as jobs
from lederloft.foundation.outbox import api as outbox
from lederloft.foundation.wording import api as wording

_MOST = 50
_MOST_AT_WORK = 20  # the number that waits stands above


class Overview(ItRoom):
    """Numbers with a door, and the stopped ones with their remedy."""

    template_name = "entrance/it_overview.html"

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """Stopped mail and jobs of this municipality and of the installation; no addresses, no text."""
        queue, post = jobs.get_queue_health(), outbox.get_outbox_health()
        # What is dead somewhere in the installation may be another municipality's.
        dead_mail, dead_job = frozenset({outbox.MailState.DEAD}), frozenset({jobs.JobState.DEAD})
        mails = outbox.list_mails(acting=self.acting, states=dead_mail, limit=_MOST) if post.dead else []
        stopped = jobs.list_jobs(acting=self.acting, states=dead_job, limit=_MOST) if queue.dead else []
        live = frozenset({jobs.JobState.QUEUED, jobs.JobState.RUNNING})
        at_work = (
            jobs.list_jobs(acting=self.acting, states=live, limit=_MOST_AT_WORK)
            if queue.waiting or queue.running
            else []
        )
        open_accounts, without_code = access.count_accounts()
        return {
            "head": Head(gettext("Drift"), _lead(len(mails), len(stopped), is_away=post.is_server_away)),
            "open_accounts": open_accounts,
            "without_code": without_code,
            "waiting_mails": post.waiting,
            "waiting_jobs": queue.waiting,
            "mails": mails,
            "jobs": stopped,
            "at_work": at_work,
        }


def _lead(mails: int, stopped: int, *, is_away: bool) -> str:
    if is_away:
        return gettext("E-posttjeneren svarer ikke. Ingenting er mistet, vi prøver igjen hvert minutt.")
    if not mails and not stopped:
        return gettext("Alt går som det skal.")
    parts = []
    if mails:
        words = ngettext("én e-post kom ikke fram", "{number} e-poster kom ikke fram", mails)
        parts.append(words.format(number=wording.number_word(mails)))
    if stopped:
        words = ngettext("én jobb har stoppet", "{number} jobber har stoppet", stopped)
        parts.append(words.format(number=wording.number_word(stopped)))
    return wording.capitalised(wording.join(parts)) + "."


class _OverviewAct(ActPage, ItRoom):
    def back(self, **kwargs: Any) -> str:
        """The overview."""
        return reverse("it_overview")


class SendAgain(_OverviewAct):
    """A mail that was given up."""

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Send it once more."""
        outbox.resend_mail(kwargs["key"], acting=acting)
        messages.success(self.request, gettext("E-posten er på vei igjen."))
        return self.back()


class CancelJob(_OverviewAct):
    """A job that waits or is at work."""

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Stop it; one at work stops where it can."""
        if jobs.cancel_job(kwargs["key"], acting=acting) == jobs.JobState.RUNNING:
            messages.success(self.request, gettext("Jobben får beskjed om å stoppe, og gjør det så snart den kan."))
        else:
            messages.success(self.request, gettext("Jobben går ikke lenger."))
        return self.back()


class RestartJob(_OverviewAct):
    """A job that gave up."""

    def act(self, acting: Acting, **kwargs: Any) -> str | HttpResponseBase:
        """Start it once more."""
        jobs.restart_job(kwargs["key"], acting=acting)
        messages.success(self.request, gettext("Jobben er startet på nytt."))
        return self.back()
