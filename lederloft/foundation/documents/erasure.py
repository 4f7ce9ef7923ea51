"""What erasure and retention ask of documents: which go along with others, and which files go with the rows."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from lederloft.foundation.documents.models import Document, DocumentVersion
from lederloft.foundation.documents.values import Audience
from lederloft.foundation.privacy.api import Gone
from lederloft.foundation.tenancy.api import current_municipality


def documents_of(gone: Gone) -> Mapping[str, Collection[int]]:
    """Documents that belong to rows that go or to the person herself, and what she kept for herself alone."""
    if current_municipality() is None:
        return {}
    theirs = Q(audience=Audience.MAKER, maker_account_id__in=gone.subject.account_ids)
    theirs |= Q(owner_label="organisation.person", owner_id__in=gone.subject.person_ids)
    for label, ids in gone.rows.items():
        numbers = sorted(ids)
        for start in range(0, len(numbers), 500):
            theirs |= Q(owner_label=label, owner_id__in=numbers[start : start + 500])
    return {"documents.document": frozenset(Document.objects.filter(theirs).values_list("pk", flat=True))}


def files_of(version_ids: Collection[int]) -> Iterator[Path]:
    """Where the versions' bytes lie."""
    for stored_as in DocumentVersion.objects.filter(pk__in=version_ids).values_list("stored_as", flat=True):
        yield Path(settings.MEDIA_ROOT) / stored_as
