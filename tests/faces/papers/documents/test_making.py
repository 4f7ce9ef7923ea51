"""The document maker: structure, language, the file's own data, the same bytes twice, and hostile text as text."""

import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from docx import Document

from lederloft.faces.papers.documents.content import Content, Facts, Heading, Paragraph, Table, plain
from lederloft.faces.papers.documents.docx_file import make_docx
from lederloft.faces.papers.documents.marks import mark_of
from lederloft.faces.papers.documents.pdf import _fetcher, font_files, make_pdf, to_html
from tests.faces.papers.documents.reading import Pdf, Read

LETTER = Content(
    title="Deltakerliste: Teamledelse",
    language="nb",
    author="Eksempel kommune",
    on=date(2024, 1, 22),
    url="https://lederloft.example/utviklingskontoret",
    blocks=(
        Facts([("Modul", "Teamledelse")]),
        Heading("Deltakere"),
        Table("De som har plass", ("Plass", "Navn"), [("1", "Åse Ødegård"), ("2", "Ingrid Vik")]),
        Heading("Til slutt", level=3),
        Paragraph("Makuler listen når den er brukt."),
    ),
)

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=http://ond.example/x onerror=alert(1)>',
    "<link rel=attachment href=file:///etc/passwd>",
    "<style>@import url(http://ond.example)</style>",
    "{{7*191}} {user.password} %(x)s {0}",
    '=HYPERLINK("http://ond.example","klikk")',
    "javascript:alert(1)",
    "&lt;b&gt; &amp; ]]> <!-- -->",
    "\x00\x07\x1b[31m rød \x9b",
    "\u202egnp.exe\u202c \u2066x\u2069",
    "\ud800 halv",
    "A" * 1000,
]


def _cells(made: bytes) -> list[str]:
    tables = Document(io.BytesIO(made)).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


def _everywhere(text: str) -> Content:
    blocks = (Facts([(text, text)]), Heading(text), Table(text, (text, text), [(text, text)]), Paragraph(text))
    return replace(LETTER, title=text, author=text, blocks=blocks)


def test_a_screen_reader_is_told_all_of_it_in_order() -> None:
    pdf = Pdf(make_pdf(LETTER, is_compressed=False))
    read = [piece for piece in pdf.read() if piece.role != "NonStruct"]
    assert read == [
        Read("H1", "Deltakerliste: Teamledelse"),
        Read("Caption", "Opplysninger"),
        Read("TH", "Hva"),
        Read("TH", "Verdi"),
        Read("TH", "Modul"),
        Read("TD", "Teamledelse"),
        Read("H2", "Deltakere"),
        Read("Caption", "De som har plass"),
        Read("TH", "Plass"),
        Read("TH", "Navn"),
        Read("TH", "1"),
        Read("TD", "Åse Ødegård"),
        Read("TH", "2"),
        Read("TD", "Ingrid Vik"),
        Read("H3", "Til slutt"),
        Read("P", "Makuler listen når den er brukt."),
        Read("P", mark_of(LETTER)),
    ]
    assert {"Document", "Table", "THead", "TBody", "TR"} <= pdf.roles()


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_pdf_tells_its_title_language_and_standard(language: str) -> None:
    made = make_pdf(replace(LETTER, language=language), is_compressed=False)
    pdf = Pdf(made)
    assert f"/Lang ({language}-NO)".encode() in pdf.catalog
    assert b"/Marked true" in pdf.catalog
    assert b"/DisplayDocTitle true" in pdf.catalog
    assert b"/Title (Deltakerliste: Teamledelse)" in pdf.info()
    assert b"/Author (Eksempel kommune)" in pdf.info()
    assert b"/CreationDate (D:20240122000000Z)" in pdf.info()
    assert b'pdfuaid:part="1"' in made


def test_our_own_font_is_in_it() -> None:
    assert len(font_files()) == 2
    assert b"+Inter-1" in make_pdf(LETTER, is_compressed=False)


def test_the_font_is_dejavu_where_npm_has_not_been(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lederloft.faces.papers.documents.pdf.font_files", lambda: ())
    made = make_pdf(LETTER, is_compressed=False)
    assert b"Inter-1" not in made
    assert Read("H1", LETTER.title) in Pdf(made).read()


def _print(made: bytes) -> str:
    return hashlib.sha256(made).hexdigest()


@pytest.mark.parametrize("make", [make_pdf, make_docx])
def test_the_same_content_gives_the_same_bytes(make: Callable[[Content], bytes]) -> None:
    first = _print(make(LETTER))
    with time_machine.travel("2031-05-01T12:00:00Z"):
        assert _print(make(LETTER)) == first
    assert _print(make(replace(LETTER, author="En annen"))) != first


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'lederloft.config.settings.test'\n"
        "import django; django.setup()\n"
        "from tests.faces.papers.documents.test_making import LETTER, _print, make_pdf\n"
        "print(_print(make_pdf(LETTER)))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert told.stdout.strip() == _print(make_pdf(LETTER))


def test_a_docx_has_headings_a_language_and_fixed_data() -> None:
    made = make_docx(replace(LETTER, language="nn"))
    document = Document(io.BytesIO(made))
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.style is not None]
    assert styles[:2] == [("Title", "Deltakerliste: Teamledelse"), ("Heading 1", "Deltakere")]
    assert ("Heading 2", "Til slutt") in styles
    assert [cell.text for row in document.tables[1].rows for cell in row.cells][:4] == [
        "Plass",
        "Navn",
        "1",
        "Åse Ødegård",
    ]
    properties = document.core_properties
    assert (properties.title, properties.author) == ("Deltakerliste: Teamledelse", "Eksempel kommune")
    assert (properties.language, properties.version) == ("nn-NO", replace(LETTER, language="nn").version)
    assert properties.created is not None
    assert properties.created.date() == LETTER.on
    with zipfile.ZipFile(io.BytesIO(made)) as files:
        assert 'w:lang w:val="nn-NO"' in files.read("word/styles.xml").decode()
        assert "w:tblHeader" in files.read("word/document.xml").decode()
        assert {entry.date_time for entry in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in files.namelist() if "thumbnail" in name]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    content = _everywhere(text)
    made = make_pdf(content, is_compressed=False)
    for word in (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/AA", b"/OpenAction", b"/SubmitForm"):
        assert word + b" " not in made
    shown = [piece.text for piece in Pdf(made).read() if piece.role == "TD"]
    wanted = "".join(plain(text).split())
    assert "".join(shown[0].replace("\u200b", "").split()) == wanted
    document = make_docx(content)
    with zipfile.ZipFile(io.BytesIO(document)) as files:
        xml = files.read("word/document.xml").decode()
        assert not [
            tag for tag in ("w:fldSimple", "w:instrText", "w:hyperlink", "w:object", "r:link") if f"<{tag}" in xml
        ]
        assert "ond.example" not in files.read("word/_rels/document.xml.rels").decode()
    assert plain(text) in [
        cell.text for table in Document(io.BytesIO(document)).tables for row in table.rows for cell in row.cells
    ]


def test_no_tag_of_anybody_s_gets_into_the_page() -> None:
    html = to_html(_everywhere("<b onclick=x>fet</b>"))
    assert "<b " not in html
    assert "&lt;b onclick=x&gt;fet&lt;/b&gt;" in html


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "https://ond.example/x", "file:///etc/passwd", "data:text/plain,x", "ftp://x/y", ""]
)
def test_a_paper_fetches_nothing_but_our_own_files(url: str) -> None:
    with pytest.raises(ValueError, match="fetches nothing"):
        _fetcher(font_files()).fetch(url)


def test_an_edition_of_many_pages_repeats_its_heads() -> None:
    rows = [(str(number), f"Leder {number}") for number in range(1, 301)]
    content = replace(LETTER, blocks=(Table("De som har plass", ("Plass", "Navn"), rows),))
    made = make_pdf(content, is_compressed=False)
    read = [piece.text for piece in Pdf(made).read() if piece.role == "TD"]
    assert read == [name for _number, name in rows]
    assert made.count(b"/Type /Page/") > 5
