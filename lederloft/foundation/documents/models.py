"""Documents, their versions, and the passages others point to."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lederloft.foundation.acting.values import Role
from lederloft.foundation.documents.values import Audience, FileType
from lederloft.foundation.errors.values import N_
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
from lederloft.foundation.tenancy.api import Municipal

_MAKER = Personal(
    Category.ACTIVITY,
    Purpose.ACCOUNTABILITY,
    LegalBasis.PUBLIC_TASK,
    ("utviklingskontoret",),
    Keep("keep_until", 0, Then.DELETE_ROW),
)
_WITH_DOCUMENT = Personal(
    Category.FREE_TEXT,
    Purpose.PARTICIPATION,
    LegalBasis.PUBLIC_TASK,
    tuple(role.value for role in Role),  # its audience may be everyone in the municipality
    KeepWith("document"),
)


class Document(Municipal):
    """A document. ``owner_label`` and ``owner_id`` say what it belongs to; no foreign key: any module owns."""

    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=12, choices=[(a.value, a.value) for a in Audience])
    owner_label = models.CharField(max_length=60, blank=True)
    owner_id = models.BigIntegerField(null=True, blank=True)
    maker_account_id = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    keep_until = models.DateField(null=True, blank=True)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Dokumenter"),
        subject="maker_account_id",
        kept_at_erasure=N_("Dokumenter som hører til kommunens arbeid, blir stående uten navnet på den som laget dem."),
        fields={
            "title": _MAKER,
            "owner_label": Impersonal("the name of a table"),
            "maker_account_id": _MAKER,
            "made_at": Impersonal("the moment a document was made"),
            "keep_until": Impersonal("the retention rule itself"),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(audience="owner") | Q(owner_id__isnull=False), name="documents_document_owner_named"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner_label", "owner_id"], name="documents_document_owner"),
        ]


class DocumentVersion(Municipal):
    """One fixed copy of a document: the bytes lie in a file named by chance, the hash tells if they were touched."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=120)
    file_type = models.CharField(max_length=4, choices=[(t.value, t.value) for t in FileType])
    stored_as = models.CharField(max_length=80, unique=True)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    privacy: ClassVar[Marks] = Marks(
        what=N_("Versjoner av dokumenter"),
        subject="document",
        kept_at_erasure=N_("Filen står så lenge dokumentet gjør det."),
        emptied_at_erasure=(),  # a file of the municipality's work keeps its name
        fields={
            "file_name": _WITH_DOCUMENT,
            "stored_as": Impersonal("a random name"),
            "sha256": Impersonal("a hash"),
            "made_at": Impersonal("the moment a version was fixed"),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "number"], name="documents_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="documents_version_number_from_one"),
        ]


class Passage(Municipal):
    """A span of a version's text that a requirement, an offer or a goal points to."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    sha256 = models.CharField(max_length=64)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Setninger det blir vist til"),
        subject="version",
        kept_at_erasure=N_("Setningen står så lenge dokumentet gjør det."),
        fields={
            "quote": Impersonal("a sentence of a decision or a specification, public by its nature"),
            "sha256": Impersonal("a hash"),
        },
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="documents_passage_not_empty"),
            models.UniqueConstraint(fields=["version", "start", "end"], name="documents_passage_once"),
        ]
