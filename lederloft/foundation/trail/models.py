"""The trail: what happened, who did it, when, on whose behalf. Rows are added and never changed."""

from typing import ClassVar

from django.db import models

from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import (
    Category,
    Impersonal,
    Keep,
    KeepBy,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
    Then,
)
from lederloft.foundation.tenancy.api import Municipal

_WHO = Personal(
    Category.ACTIVITY,
    Purpose.ACCOUNTABILITY,
    LegalBasis.PUBLIC_TASK,
    ("utviklingskontoret", "it", "personvernombud"),
    KeepBy("trail", N_("Nummeret står så lenge kommunen finnes. Når personen er slettet, leder det ikke til noen.")),
)
_KEPT = N_("Historikken viser hva som er gjort. Den holder bare numre, og de leder ikke lenger til noen.")


class Entry(models.Model):
    """What both trails hold."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    account_id = models.BigIntegerField(null=True)
    on_behalf_of_account_id = models.BigIntegerField(null=True)
    via = models.CharField(max_length=10)

    append_only = True

    class Meta:
        abstract = True


_ENTRY_MARKS: dict[str, Personal | Impersonal] = {
    "at": Impersonal("the moment of an act; says something only together with account_id"),
    "kind": Impersonal("the name of a fact in the code"),
    "data": Impersonal("ids, numbers and codes only; a house test checks the facts' field types"),
    "via": Impersonal("the door, a fixed word"),
    "account_id": _WHO,
    "on_behalf_of_account_id": _WHO,
}


class TrailEntry(Entry, Municipal):
    """A fact of one municipality."""

    privacy: ClassVar[Marks] = Marks(
        what=N_("Historikk over det som er gjort"), fields=_ENTRY_MARKS, subject="account_id", kept_at_erasure=_KEPT
    )

    class Meta(Municipal.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["municipality", "at"], name="trail_entry_at"),
        ]


class TrailSubject(Municipal):
    """What a fact is about: the way from an object to its history."""

    entry = models.ForeignKey(TrailEntry, on_delete=models.PROTECT, related_name="subjects")
    label = models.CharField(max_length=60)
    object_id = models.BigIntegerField()

    append_only = True
    privacy: ClassVar[Marks] = Marks(
        what=N_("Hva historikken gjelder"),
        fields={"label": Impersonal("the name of a table")},
        kept_at_erasure=_KEPT,
    )

    class Meta(Municipal.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["label", "object_id", "entry"], name="trail_subject_object"),
        ]


class TrailReason(Municipal):
    """Why somebody did something, in their own words. Lies beside the trail so that it can be deleted on its day."""

    entry = models.OneToOneField(TrailEntry, on_delete=models.PROTECT, related_name="reason")
    text = models.CharField(max_length=500)
    written_at = models.DateTimeField()

    privacy: ClassVar[Marks] = Marks(
        what=N_("Begrunnelser folk har skrevet selv"),
        subject="entry",
        fields={
            "text": Personal(
                Category.FREE_TEXT,
                Purpose.ACCOUNTABILITY,
                LegalBasis.PUBLIC_TASK,
                ("leder", "utviklingskontoret", "it"),
                Keep("written_at", 24, Then.DELETE_ROW),
            ),
            "written_at": Impersonal("the moment of an act, as in the trail"),
        },
    )


class InstallationEntry(Entry):
    """A fact of the installation or of an account as such: no municipality owns it."""

    privacy: ClassVar[Marks] = Marks(
        what=N_("Historikk over innlogging og drift"), fields=_ENTRY_MARKS, subject="account_id", kept_at_erasure=_KEPT
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account_id", "at"], name="trail_installation_account"),
        ]
