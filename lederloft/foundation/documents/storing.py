"""Bytes on disk and rows about them. Written before the transaction ends; a file without a row is swept by upkeep."""

import hashlib
import os
import secrets
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from lederloft.foundation.clock import api as clock
from lederloft.foundation.documents.errors import FileTouched, PassageNotThere
from lederloft.foundation.documents.facts import DocumentDeleted, DocumentStored
from lederloft.foundation.documents.models import Document, DocumentVersion, Passage
from lederloft.foundation.documents.values import Audience, check_file
from lederloft.foundation.tenancy.api import require_municipality
from lederloft.foundation.trail.api import current_binding, record


def _path(stored_as: str) -> Path:
    return Path(settings.MEDIA_ROOT) / stored_as


def _write(content: bytes) -> str:
    """Write whole or not at all; the name is ours alone, never the user's."""
    stored_as = f"{require_municipality()}/{secrets.token_hex(16)}"
    path = _path(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    with part.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return stored_as


def store_document(
    *,
    title: str,
    name: str,
    content: bytes,
    audience: Audience,
    owner: tuple[str, int] | None = None,
    keep_until: date | None = None,
) -> Document:
    """A new document with its first version; called inside a use case.

    ``owner`` is (model label, id). Raises FileEmpty, FileTooLarge, FileTypeRefused, FileDamaged.
    """
    binding = current_binding()
    document = Document.objects.create(
        title=title,
        audience=audience,
        owner_label=owner[0] if owner else "",
        owner_id=owner[1] if owner else None,
        maker_account_id=binding.account_id if binding else None,
        made_at=clock.now(),
        keep_until=keep_until,
    )
    add_version(document, name=name, content=content)
    return document


def add_version(document: Document, *, name: str, content: bytes) -> DocumentVersion:
    """The next version; earlier ones stay as they are. Called inside a use case."""
    checked = check_file(name, content)
    Document.objects.select_for_update().get(pk=document.pk)
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    version = DocumentVersion.objects.create(
        document=document,
        number=last + 1,
        file_name=checked.name,
        file_type=checked.file_type,
        stored_as=_write(content),
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=clock.now(),
    )
    record(DocumentStored(document_id=document.pk, number=version.number))
    return version


def read_version(version: DocumentVersion) -> bytes:
    """The bytes as they were stored; raises FileTouched when they are missing or changed."""
    try:
        content = _path(version.stored_as).read_bytes()
    except OSError:
        raise FileTouched from None
    if hashlib.sha256(content).hexdigest() != version.sha256:
        raise FileTouched
    return content


def delete_document(document: Document) -> None:
    """Rows and files, when nothing points to a passage of it. Called inside a use case."""
    versions = list(document.versions.all())
    Passage.objects.filter(version__in=versions).delete()
    document.versions.all().delete()
    record(DocumentDeleted(document_id=document.pk))
    document.delete()
    for version in versions:
        _path(version.stored_as).unlink(missing_ok=True)


def mark_passage(version: DocumentVersion, *, text: str, start: int, end: int) -> Passage:
    """Point to ``text[start:end]`` of the version's text, once however often it is asked for."""
    quote = text[start:end]
    if not quote.strip():
        raise PassageNotThere
    passage, _made = Passage.objects.get_or_create(
        version=version,
        start=start,
        end=end,
        defaults={"quote": quote, "sha256": hashlib.sha256(quote.encode()).hexdigest()},
    )
    return passage
