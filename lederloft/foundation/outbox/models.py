"""Mail to be sent, as ids; and how people want to hear."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lederloft.foundation.errors.values import N_
from lederloft.foundation.outbox.states import MailState
from lederloft.foundation.outbox.values import How
from lederloft.foundation.privacy.api import (
    Category,
    Impersonal,
    Keep,
    KeepWith,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
    Then,
)
from lederloft.foundation.tenancy.api import Municipal, PublicKeyField

_TO = Personal(
    Category.CONTACT, Purpose.MESSAGES, LegalBasis.PUBLIC_TASK, ("it",), Keep("ended_at", 1, Then.DELETE_ROW)
)


class OutgoingMail(models.Model):
    """One mail. Global: account acts have no municipality, and the sender must find work without knowing whose."""

    public_key = PublicKeyField()  # also the first half of the Message-ID
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200, null=True)  # noqa: DJ001 — NULLs are many, the empty text would be one
    ids = models.JSONField(default=dict)
    municipality = models.ForeignKey("tenancy.Municipality", on_delete=models.PROTECT, related_name="+", null=True)
    recipient_kind = models.CharField(max_length=40)
    recipient_id = models.BigIntegerField()
    state = models.CharField(
        max_length=7, choices=[(s.value, s.value) for s in MailState], default=MailState.QUEUED.value
    )
    held_for_account_id = models.BigIntegerField(null=True)  # whose daily summary it waits for
    held_in = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="parts", null=True)  # the summary
    attempts = models.PositiveIntegerField(default=0)
    send_after = models.DateTimeField(null=True)  # None: at once
    claim = models.CharField(max_length=32, default="")
    lease_until = models.DateTimeField(null=True)
    failure = models.CharField(max_length=120, default="")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy: ClassVar[Marks] = Marks(
        what=N_("E-post som venter eller er sendt"),
        subject="recipient_id",
        subject_kind="recipient_kind",
        fields={
            "recipient_id": _TO,
            "held_for_account_id": _TO,
            "recipient_kind": Impersonal("what kind of number recipient_id is"),
            "kind": Impersonal("a name in the code"),
            "key": Impersonal("ids and words of the code; send_mail refuses signs an address needs"),
            "ids": Impersonal("whole numbers only, checked by send_mail; deleted a month after the end"),
            "claim": Impersonal("random"),
            "failure": Impersonal("the code or class name of an error, never its text"),
            "send_after": Impersonal("a moment in the machine's day"),
            "lease_until": Impersonal("a moment in the machine's day"),
            "created_at": Impersonal("a moment in the machine's day"),
            "ended_at": Impersonal("a moment in the machine's day"),
        },
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key"], name="outbox_key_once"),
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False) | ~Q(state="sending") & Q(claim=""),
                name="outbox_sending_has_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sending", "held"], ended_at__isnull=True)
                | Q(state__in=["sent", "dropped", "dead"], ended_at__isnull=False),
                name="outbox_ended_has_moment",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], condition=Q(state__in=["queued", "sending"]), name="outbox_open"),
            models.Index(fields=["municipality", "held_for_account_id"], condition=Q(state="held"), name="outbox_held"),
            models.Index(fields=["recipient_kind", "recipient_id", "created_at"], name="outbox_recipient"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="outbox_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NotificationChoice(Municipal):
    """How an account wants to hear about a group of things in a municipality. No row: the group's own default."""

    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=40)
    how = models.CharField(max_length=8, choices=[(h.value, h.value) for h in How])

    privacy: ClassVar[Marks] = Marks(
        what=N_("Hvordan du vil ha varsler"),
        subject="account",
        fields={
            "account": Personal(Category.CONTACT, Purpose.MESSAGES, LegalBasis.PUBLIC_TASK, (), KeepWith("account")),
            "group": Impersonal("a name in the code"),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality", "account", "group"], name="outbox_choice_once"),
        ]
