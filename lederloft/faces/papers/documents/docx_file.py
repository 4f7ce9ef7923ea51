"""A paper as a DOCX: real headings, a language, header rows that repeat, and nothing that changes by itself."""

import io
import zipfile
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext

from lederloft.faces.papers.documents.content import Content, Facts, Heading, Paragraph, Table, plain
from lederloft.faces.papers.documents.marks import mark_of

_LONGEST_PROPERTY = 255  # the format's own limit
_AS_OLD_AS_ZIP = (1980, 1, 1, 0, 0, 0)


def make_docx(content: Content) -> bytes:
    """The same content gives the same bytes."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    document = Document()
    package = document.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        del package.rels[key]
    _set_language(document, content.language_tag, qn, OxmlElement)
    _set_properties(document.core_properties, content)
    document.add_heading(plain(content.title), 0)
    for block in content.blocks:
        if isinstance(block, Heading):
            document.add_heading(plain(block.text), block.level - 1)
        elif isinstance(block, Paragraph):
            document.add_paragraph(plain(block.text))
        elif isinstance(block, Facts):
            _add_table(document, Table("", (gettext("Hva"), gettext("Verdi")), block.rows), OxmlElement, qn)
        else:
            document.add_paragraph(plain(block.name), style="Caption")
            _add_table(document, block, OxmlElement, qn)
    document.add_paragraph(mark_of(content))
    made = io.BytesIO()
    document.save(made)
    return _with_fixed_times(made.getvalue())


def _set_language(document: Any, tag: str, qn: Any, make: Any) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    lang = defaults.find(qn("w:lang"))
    if lang is None:
        lang = make("w:lang")
        defaults.append(lang)
    lang.set(qn("w:val"), tag)
    for other in ("w:eastAsia", "w:bidi"):
        lang.attrib.pop(qn(other), None)


def _set_properties(properties: Any, content: Content) -> None:
    day = datetime.combine(content.on, time())
    properties.title = plain(content.title)[:_LONGEST_PROPERTY]
    properties.author = plain(content.author)[:_LONGEST_PROPERTY]
    properties.last_modified_by = "Lederløft"
    properties.comments = ""
    properties.language = content.language_tag
    properties.version = content.version
    properties.identifier = content.url[:_LONGEST_PROPERTY]
    properties.revision = 1
    properties.created = properties.modified = day


def _add_table(document: Any, table: Table, make: Any, qn: Any) -> None:
    drawn = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, name in zip(drawn.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(plain(name)).bold = True
    drawn.rows[0]._tr.get_or_add_trPr().append(make("w:tblHeader"))
    for row in table.rows:
        for number, (cell, text) in enumerate(zip(drawn.add_row().cells, row, strict=True)):
            cell.paragraphs[0].add_run(plain(text)).bold = table.has_row_heads and number == 0
    if table.name:
        described = make("w:tblCaption")
        described.set(qn("w:val"), plain(table.name))
        drawn._tbl.tblPr.append(described)


def _with_fixed_times(made: bytes) -> bytes:
    """The same files in the same order, each as old as the format allows."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _AS_OLD_AS_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
