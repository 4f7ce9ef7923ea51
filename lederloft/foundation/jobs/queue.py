"""Putting work into the queue, inside the transaction that makes it necessary."""

import re
from collections.abc import Mapping
from datetime import datetime

from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.errors import MunicipalityMissing, NotIdsOnly
from lederloft.foundation.jobs.handlers import require_kind
from lederloft.foundation.jobs.models import QueuedJob

_KEY = re.compile(r"[A-Za-z0-9_.:/+-]{1,100}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def enqueue(
    kind: str,
    *,
    ids: Mapping[str, int],
    municipality_id: int | None,
    account_id: int | None,
    key: str | None = None,
    run_after: datetime | None = None,
    is_key_freed_at_start: bool = False,
) -> int:
    """Write a job row; returns its id. It starts after the commit by nature, since nobody sees it before.

    With a ``key`` the same kind in the same municipality is queued once: a repeat returns the first one's id.
    ``is_key_freed_at_start`` frees the key when the job starts, so that many changes become one run after the
    last of them; on PostgreSQL the writers of one such key wait for each other's commit: keep their acts short.

    Raises UnknownKind, MunicipalityMissing, NotIdsOnly.
    """
    rules = require_kind(kind)
    if municipality_id is None and not rules.may_lack_municipality:
        raise MunicipalityMissing(kind=kind)
    if any(type(value) is not int or not _NAME.fullmatch(name) for name, value in ids.items()):
        raise NotIdsOnly
    if key is not None and not _KEY.fullmatch(key):
        raise NotIdsOnly
    job = QueuedJob(
        kind=kind,
        key=None if key is None else f"{kind}/{municipality_id or 0}/{key}",
        is_key_freed_at_start=is_key_freed_at_start,
        ids=dict(ids),
        municipality_id=municipality_id,
        account_id=account_id,
        run_after=run_after,
        created_at=clock.now(),
    )
    if key is None:
        job.save(force_insert=True)
        return job.pk
    # The idle update answers with the first one's id. On PostgreSQL it also locks that row, so that no worker starts
    # it before this transaction has committed too; on SQLite the write lock does.
    QueuedJob.objects.bulk_create([job], update_conflicts=True, update_fields=["key"], unique_fields=["key"])
    return job.pk
