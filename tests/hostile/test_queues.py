"""Jobs and mails that wait hold numbers and names of kinds, nothing of anybody, and are cleared away in time."""

import re
from datetime import timedelta

import pytest
from django.db import models

from lederloft.config.wiring import SCHEDULE
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import Schedule, run_due
from lederloft.foundation.jobs.models import QueuedJob
from lederloft.foundation.outbox.models import OutgoingMail
from tests.hostile.events import happen
from tests.hostile.payloads import XSS, turned
from tests.rights.places import Place

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

# Every column that could hold words, and what may stand in it.
WORDS = {
    "public_key": re.compile(r"[\w-]{22}"),
    "kind": re.compile(r"[a-z_]+\.[a-z_]+"),
    "key": re.compile(r"[A-Za-z0-9_.:/+-]*"),
    "state": re.compile(r"[a-z]+"),
    "claim": re.compile(r"[0-9a-f]*"),
    "failure": re.compile(r"[\w.]*"),
    "recipient_kind": re.compile(r"[a-z_]+"),
}


@pytest.mark.parametrize("model", [QueuedJob, OutgoingMail])
def test_the_tables_have_no_place_for_words(model: type[models.Model]) -> None:
    texts = {
        field.name
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)
    }
    assert texts - {"ids"} <= set(WORDS)


def test_after_the_story_the_rows_hold_numbers_only(place: Place) -> None:
    mails, _somebody = happen(place, turned(XSS))
    assert mails
    for model in (QueuedJob, OutgoingMail):
        rows = list(model.objects.values())
        assert len(rows) > 3
        for row in rows:
            assert all(type(value) is int for value in row["ids"].values()), row
            for name, shape in WORDS.items():
                if row.get(name) is not None:
                    assert shape.fullmatch(row[name]), (name, row[name])
            assert not re.search(r"@|xss|Rolle|leder", str({**row, "kind": ""}).replace("place", "")), row


def test_the_nightly_jobs_empty_both(place: Place) -> None:
    mails, _somebody = happen(place, turned(XSS))
    assert mails
    assert OutgoingMail.objects.exists()
    kinds = {entry.kind for entry in SCHEDULE}
    last = max(row.created_at for model in (QueuedJob, OutgoingMail) for row in model.objects.all())
    with clock.frozen_at(last + timedelta(days=60)):
        Schedule().enqueue_due()
        run_due()
        assert not OutgoingMail.objects.filter(created_at__lte=last).exists()
        assert not QueuedJob.objects.filter(created_at__lte=last, ended_at__isnull=False).exists()
    assert {"privacy.keep_rules"} & kinds
