"""The door to documents."""

from lederloft.foundation.documents.erasure import documents_of, files_of
from lederloft.foundation.documents.errors import FileTouched, PassageNotThere
from lederloft.foundation.documents.models import Document, DocumentVersion, Passage
from lederloft.foundation.documents.papers import PaperMaker, connect_makers, make_paper
from lederloft.foundation.documents.policies import connect, may_open, visible_to
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
    FileEmpty,
    FileTooLarge,
    FileType,
    FileTypeRefused,
    Paper,
    PaperForm,
    check_file,
    safe_name,
)

__all__ = [
    "MIME",
    "Audience",
    "Document",
    "DocumentVersion",
    "Download",
    "FileDamaged",
    "FileEmpty",
    "FileTooLarge",
    "FileTouched",
    "FileType",
    "FileTypeRefused",
    "Paper",
    "PaperForm",
    "PaperMaker",
    "Passage",
    "PassageNotThere",
    "add_version",
    "check_file",
    "connect",
    "connect_makers",
    "delete_document",
    "documents_of",
    "files_of",
    "get_download",
    "make_paper",
    "mark_passage",
    "may_open",
    "read_download",
    "read_version",
    "safe_name",
    "store_document",
    "visible_to",
]
