"""Acts of the installation that reach into a municipality they have just made, or are about to remove."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import bound
from lederloft.foundation.use_cases.subscriptions import start_subscribed_jobs


@contextmanager
def inside(municipality_id: int, *, acting: Acting) -> Iterator[Acting]:
    """Work for the municipality within the act under way; yields who acts there, for acts called from it.

    What is recorded meanwhile stands in the municipality's own trail and starts the jobs that follow from it.
    """
    with (
        scope(municipality_id),
        bound(account_id=acting.account_id, via=acting.via, municipality_id=municipality_id) as binding,
    ):
        yield replace(acting, municipality_id=municipality_id, client_key=None)
        start_subscribed_jobs(binding)
