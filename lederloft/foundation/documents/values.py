"""What a document is, and which files are let in. Pure Python."""

import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind


class Audience(StrEnum):
    """Who may open a document."""

    MAKER = "maker"  # the account that made it, nobody else: exports
    MUNICIPALITY = "municipality"  # everyone who belongs there
    OWNER = "owner"  # those who may see what it belongs to; asked through wiring


class FileType(StrEnum):
    """The kinds of files taken in. The value is the ending."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    TXT = "txt"
    CSV = "csv"
    JSON = "json"
    PNG = "png"
    JPEG = "jpg"


MIME = {
    FileType.PDF: "application/pdf",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.TXT: "text/plain; charset=utf-8",
    FileType.CSV: "text/csv; charset=utf-8",
    FileType.JSON: "application/json",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
}

# Guards against misuse, not rules of the field.
LARGEST_FILE = 25 * 1024 * 1024
_LARGEST_UNPACKED = 200 * 1024 * 1024
_MOST_PARTS = 5_000
_HIGHEST_RATIO = 200


class FileTooLarge(DomainError):
    """More bytes than taken in."""

    code = "documents.file_too_large"
    message = N_("Filen er for stor. Vi tar imot filer på inntil {limit_mb} MB. Del den opp eller komprimer bildene.")
    kind = ErrorKind.TOO_MUCH
    field = "file"


class PaperForm(StrEnum):
    """As what a paper is made. The value is the ending."""

    PDF = "pdf"
    DOCX = "docx"


@dataclass(frozen=True)
class Paper:
    """A paper made, ready to be handed over."""

    name: str
    mime: str
    content: bytes


class FileTypeRefused(DomainError):
    """Neither ending nor content is one of the kinds taken in."""

    code = "documents.file_type_refused"
    message = N_("Vi kan ikke ta imot denne filtypen. Lagre den som PDF, Word, Excel, tekst, PNG eller JPG.")
    field = "file"


class FileEmpty(DomainError):
    """No bytes."""

    code = "documents.file_empty"
    message = N_("Filen er tom. Velg filen på nytt.")
    field = "file"


class FileDamaged(DomainError):
    """The content isn't what the ending says, or unpacks to far more than it should."""

    code = "documents.file_damaged"
    message = N_("Filen er skadet eller er noe annet enn navnet sier. Åpne den, lagre den på nytt og prøv igjen.")
    field = "file"


@dataclass(frozen=True)
class Checked:
    """A file that may be stored: its type, and a name that is safe to show and to send."""

    file_type: FileType
    name: str


_ENDINGS = {
    "pdf": FileType.PDF,
    "docx": FileType.DOCX,
    "xlsx": FileType.XLSX,
    "txt": FileType.TXT,
    "csv": FileType.CSV,
    "json": FileType.JSON,
    "png": FileType.PNG,
    "jpg": FileType.JPEG,
    "jpeg": FileType.JPEG,
}
_MAGIC = {FileType.PDF: b"%PDF-", FileType.PNG: b"\x89PNG\r\n\x1a\n", FileType.JPEG: b"\xff\xd8\xff"}
_ZIPPED = {FileType.DOCX: "word/document.xml", FileType.XLSX: "xl/workbook.xml"}
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|script|svg|iframe|body|\?xml)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """The last part of a file name without anything that a header, a shell or a file system might act on."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"/\\|?*;')
    return kept.strip(". ")[-120:] or "dokument"


def check_file(name: str, content: bytes) -> Checked:
    """Look at the ending and at the content; both must say the same.

    Raises FileEmpty, FileTooLarge, FileTypeRefused, FileDamaged.
    """
    if not content:
        raise FileEmpty
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(limit_mb=LARGEST_FILE // 1024 // 1024)
    shown = safe_name(name)
    file_type = _ENDINGS.get(shown.rsplit(".", 1)[-1].lower()) if "." in shown else None
    if file_type is None:
        raise FileTypeRefused
    if file_type in _MAGIC and not content.startswith(_MAGIC[file_type]):
        raise FileDamaged
    if file_type in _ZIPPED:
        _check_zip(content, _ZIPPED[file_type])
    if file_type in {FileType.TXT, FileType.CSV, FileType.JSON}:
        _check_text(content)
    return Checked(file_type, shown)


def _check_zip(content: bytes, must_hold: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise FileDamaged from None
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > _LARGEST_UNPACKED or unpacked > _HIGHEST_RATIO * len(content):
        raise FileDamaged
    names = [part.filename for part in parts]
    if must_hold not in names or any("vbaProject" in n or n.startswith("/") or ".." in n.split("/") for n in names):
        raise FileDamaged
    if any(part.flag_bits & 0x1 for part in parts):  # encrypted
        raise FileDamaged


def _check_text(content: bytes) -> None:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in content and not is_utf16:
        raise FileTypeRefused
    start = content[:8192].decode("utf-16", "replace").encode() if is_utf16 else content[:4096]
    if _MARKUP.search(start):
        raise FileTypeRefused
