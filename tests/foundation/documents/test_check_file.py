"""Which files are let in."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.foundation.documents.values import (
    LARGEST_FILE,
    FileDamaged,
    FileEmpty,
    FileTooLarge,
    FileType,
    FileTypeRefused,
    check_file,
    safe_name,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def _zip(parts: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


DOCX = _zip({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"})


@pytest.mark.parametrize(
    ("name", "content", "file_type"),
    [
        ("plan.pdf", b"%PDF-1.7 ...", FileType.PDF),
        ("Plan.DOCX", DOCX, FileType.DOCX),
        ("bilde.jpeg", b"\xff\xd8\xff\xe0 ...", FileType.JPEG),
        ("logo.png", PNG, FileType.PNG),
        ("ledere.csv", "navn;enhet\nØyvind;Å".encode("cp1252"), FileType.CSV),
        ("notat.txt", "Ærlig talt".encode("utf-16"), FileType.TXT),
    ],
)
def test_usual_files_are_taken_in(name: str, content: bytes, file_type: FileType) -> None:
    assert check_file(name, content).file_type == file_type


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("tom.pdf", b"", FileEmpty),
        ("stor.txt", b"x" * (LARGEST_FILE + 1), FileTooLarge),
        ("bilde.svg", b"<svg onload=alert(1)>", FileTypeRefused),
        ("side.html", b"<html>", FileTypeRefused),
        ("uten-ending", b"%PDF-", FileTypeRefused),
        ("program.exe", b"MZ", FileTypeRefused),
        ("plan.pdf.exe", b"%PDF-", FileTypeRefused),
        ("side.txt", b"  <!DOCTYPE html><script>", FileTypeRefused),
        ("side.csv", "<svg/onload=x>".encode("utf-16"), FileTypeRefused),
        ("data.txt", b"a\x00b", FileTypeRefused),
        ("logo.png", b"<svg/>", FileDamaged),
        ("plan.pdf", b"MZ%PDF-", FileDamaged),
        ("plan.docx", b"PK\x03\x04 broken", FileDamaged),
        ("plan.docx", _zip({"xl/workbook.xml": b"x"}), FileDamaged),
        ("makro.docx", _zip({"word/document.xml": b"x", "word/vbaProject.bin": b"x"}), FileDamaged),
        ("sti.docx", _zip({"word/document.xml": b"x", "../../etc/passwd": b"x"}), FileDamaged),
        ("bombe.xlsx", _zip({"xl/workbook.xml": b"0" * 30_000_000}), FileDamaged),
        ("mange.xlsx", _zip({"xl/workbook.xml": b"x"} | {f"p{n}": b"" for n in range(5_100)}), FileDamaged),
    ],
)
def test_others_are_refused_with_a_reason(name: str, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_file(name, content)


def test_an_encrypted_office_file_is_refused() -> None:
    locked = bytearray(DOCX)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(signature) + offset
        locked[place : place + 2] = struct.pack("<H", 1)
    with pytest.raises(FileDamaged):
        check_file("plan.docx", bytes(locked))


@given(st.text(max_size=200))
def test_a_safe_name_is_never_a_path_or_a_header(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('/\\<>:"|?*;\r\n\0')
    assert not safe.startswith(".")
    assert len(safe) <= 120


@given(st.text(max_size=20), st.binary(max_size=300))
def test_any_bytes_give_an_answer_in_our_words(name: str, content: bytes) -> None:
    for ending in ("pdf", "docx", "xlsx", "csv", "png", ""):
        with suppress(FileEmpty, FileTypeRefused, FileDamaged):
            assert check_file(f"{name}.{ending}", content).name
