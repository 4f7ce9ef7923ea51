"""What the night clears away: sessions and counts of attempts whose time is up."""

from django.contrib.sessions.models import Session

from lederloft.foundation.access.models import Attempt
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import Job


def clear_lapsed(job: Job) -> None:
    """Delete them; nobody could use them any more."""
    now = clock.now()
    Session.objects.filter(expire_date__lt=now).delete()
    Attempt.objects.filter(expires__lt=now).delete()
