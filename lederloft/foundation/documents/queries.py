"""Reading documents."""

from dataclasses import dataclass

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.documents.models import Document, DocumentVersion
from lederloft.foundation.documents.policies import may_open
from lederloft.foundation.documents.storing import read_version
from lederloft.foundation.documents.values import MIME, FileType, safe_name
from lederloft.foundation.errors.values import NotFound


@dataclass(frozen=True)
class Download:
    """What a face needs to send a file, always as an attachment."""

    name: str
    mime: str
    content: bytes


def get_download(key: str, *, acting: Acting) -> Download:
    """The newest version of the document with that public key; NotFound for everyone who may not open it."""
    document = Document.objects.filter(public_key=key).first()
    if document is None or not may_open(acting, document):
        raise NotFound
    return read_download(document)


def read_download(document: Document) -> Download:
    """Its newest version, for those who have asked already whether it may be opened. Raises NotFound."""
    version = DocumentVersion.objects.filter(document=document).order_by("-number").first()
    if version is None:
        raise NotFound
    return Download(safe_name(version.file_name), MIME[FileType(version.file_type)], read_version(version))
