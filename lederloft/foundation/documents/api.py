"""The door to documents."""

from lederloft.foundation.documents.erasure import documents_of, files_of
from lederloft.foundation.documents.errors import FileTouched, PassageNotThere
from lederloft.foundation.documents.models import Document, DocumentVersion, Passage
from lederloft.foundation.documents.papers import connect_makers, make_paper
from lederloft.foundation.documents.queries import Download, get_download, read_download
from lederloft.foundation.documents.storing import (
    add_version,
    delete_document,
    mark_passage,
    read_version,
    store_document,
)
from lederloft.foundation.documents.values import (
    MIME,
    Audience,
    FileDamaged,
    FileType,
    FileTypeRefused,
    Paper,
    PaperForm,
    check_file,
)

__all__ = [
    "MIME",
    "Audience",
    "Document",
    "DocumentVersion",
    "Download",
    "FileDamaged",
    "FileTouched",
    "FileType",
    "FileTypeRefused",
    "Paper",
    "PaperForm",
    "Passage",
    "PassageNotThere",
    "add_version",
    "check_file",
    "connect_makers",
    "delete_document",
    "documents_of",
    "files_of",
    "get_download",
    "make_paper",
    "mark_passage",
    "read_download",
    "read_version",
    "store_document",
]
