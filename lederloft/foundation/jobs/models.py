"""The queue. One global table: the worker must find work without knowing whose; a row holds ids only."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lederloft.foundation.errors.values import N_
from lederloft.foundation.jobs.states import JobState
from lederloft.foundation.privacy.api import (
    Category,
    Impersonal,
    Keep,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
    Then,
)
from lederloft.foundation.tenancy.api import PublicKeyField


class QueuedJob(models.Model):
    """One piece of work to be done after the commit."""

    public_key = PublicKeyField()
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200, null=True)  # noqa: DJ001 — NULLs are many, the empty text would be one
    is_key_freed_at_start = models.BooleanField(default=False)
    ids = models.JSONField(default=dict)
    municipality = models.ForeignKey("tenancy.Municipality", on_delete=models.PROTECT, related_name="+", null=True)
    account_id = models.BigIntegerField(null=True)
    state = models.CharField(
        max_length=9, choices=[(s.value, s.value) for s in JobState], default=JobState.QUEUED.value
    )
    attempts = models.PositiveIntegerField(default=0)
    run_after = models.DateTimeField(null=True)  # None: at once, whatever the clock says
    claim = models.CharField(max_length=32, default="")  # random: whose the job is now
    lease_until = models.DateTimeField(null=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    is_cancel_asked = models.BooleanField(default=False)
    failure = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Jobber som løsningen gjør i bakgrunnen"),
        subject="account_id",
        kept_at_erasure=N_("Jobben blir gjort ferdig uten at det står hvem som startet den."),
        fields={
            "account_id": Personal(
                Category.ACTIVITY,
                Purpose.OPERATION,
                LegalBasis.PUBLIC_TASK,
                ("it",),
                Keep("ended_at", 1, Then.DELETE_ROW),
            ),
            "kind": Impersonal("a name in the code"),
            "key": Impersonal("ids and words of the code; enqueue refuses signs an address needs"),
            "ids": Impersonal("whole numbers only, checked by enqueue; deleted a month after the end"),
            "claim": Impersonal("random"),
            "failure": Impersonal("the code or class name of an error, never its text"),
            "run_after": Impersonal("a moment in the machine's day"),
            "lease_until": Impersonal("a moment in the machine's day"),
            "created_at": Impersonal("a moment in the machine's day"),
            "started_at": Impersonal("a moment in the machine's day"),
            "ended_at": Impersonal("a moment in the machine's day"),
        },
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key"], name="jobs_key_once"),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) | ~Q(state="running") & Q(claim=""),
                name="jobs_running_has_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], ended_at__isnull=True)
                | Q(state__in=["done", "dead", "cancelled"], ended_at__isnull=False),
                name="jobs_ended_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(progress_done__lte=F("progress_total")), name="jobs_progress_within_total"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], condition=Q(state__in=["queued", "running"]), name="jobs_open"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="jobs_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
