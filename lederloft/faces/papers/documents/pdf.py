"""A paper as a tagged PDF. The library fetches nothing but our own font files."""

import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lederloft.faces.papers.documents.content import Block, Content, Facts, Heading, Paragraph, Table, plain
from lederloft.faces.papers.documents.marks import mark_of

_FONTS = ("inter-latin-wght-normal.woff2", "inter-latin-ext-wght-normal.woff2")
_FONTS_WRITTEN_AT = "315532800"  # 1980: as old as the entries of a DOCX
_LONG_WORD = re.compile(r"(\S{30})(?=\S)")
_WIDEST, _AIR = 40, 3  # letters
_CSS = """
@page {
  size: A4;
  margin: 18mm 16mm 20mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 9pt FONTS; }
}
html { font: 10.5pt/1.45 FONTS; color: #2e2d2a; }
h1 { font-size: 21pt; line-height: 1.15; margin: 0 0 4mm; font-weight: 600; }
h2 { font-size: 14pt; margin: 8mm 0 2mm; font-weight: 600; break-after: avoid; }
h3 { font-size: 11.5pt; margin: 5mm 0 1mm; font-weight: 600; break-after: avoid; }
p { margin: 0 0 3mm; overflow-wrap: break-word; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 0 0 4mm; }
caption { text-align: left; color: #5c5a55; padding: 0 0 1.5mm; }
th, td { text-align: left; vertical-align: top; padding: 1.6mm 2mm; overflow-wrap: break-word; }
th, td { border-bottom: .3mm solid #b9b6af; }
thead th { border-bottom-color: #00505e; font-weight: 600; }
tbody th { font-weight: 600; }
tr { break-inside: avoid; }
.mark { margin-top: 8mm; padding-top: 2mm; border-top: .3mm solid #b9b6af; font-size: 9pt; color: #5c5a55; }
"""


def font_files() -> tuple[Path, ...]:
    """Inter as the set-up put it, in parts by letters; none when npm's packages are absent."""
    folder = Path(settings.BASE_DIR) / "node_modules" / "@fontsource-variable" / "inter" / "files"
    return tuple(folder / name for name in _FONTS if (folder / name).is_file())


def _styles(fonts: tuple[Path, ...]) -> str:
    names = [f"Inter {number}" for number, _file in enumerate(fonts, 1)]
    faces = "".join(
        f'@font-face {{ font-family: "{name}"; src: url("{file.as_uri()}"); }}\n'
        for name, file in zip(names, fonts, strict=True)
    )
    families = ", ".join([*(f'"{name}"' for name in names), '"DejaVu Sans"', "sans-serif"])
    return faces + _CSS.replace("FONTS", families)


def _text(text: str) -> str:
    """Text that can be broken: a word longer than a line costs the layout seconds and leaves the page."""
    return _LONG_WORD.sub("\\1\u200b", plain(text))


def _widths(table: Table) -> list[int]:
    """Per cent for each column, after its longest text. Fixed: to measure every word costs minutes on a hostile one."""
    columns = zip(*[table.columns, *table.rows], strict=True)
    weights = [min(max(len(text) for text in column), _WIDEST) + _AIR for column in columns]
    return [100 * weight // sum(weights) for weight in weights]


def _table(table: Table) -> SafeString:
    heads = format_html_join("", '<th scope="col">{}</th>', ((_text(name),) for name in table.columns))
    rows = []
    for row in table.rows:
        cells = [
            format_html(
                '<th scope="row">{}</th>' if table.has_row_heads and number == 0 else "<td>{}</td>", _text(cell)
            )
            for number, cell in enumerate(row)
        ]
        rows.append(format_html("<tr>{}</tr>", SafeString("".join(cells))))
    return format_html(
        "<table><caption>{}</caption>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        _text(table.name),
        format_html_join("", '<col style="width: {}%">', ((width,) for width in _widths(table))),
        heads,
        SafeString("".join(rows)),
    )


def _facts(facts: Facts) -> SafeString:
    named = Table(gettext("Opplysninger"), (gettext("Hva"), gettext("Verdi")), facts.rows)
    return _table(named)


def _block(block: Block) -> SafeString:
    if isinstance(block, Heading):
        return format_html("<h3>{}</h3>" if block.level == 3 else "<h2>{}</h2>", _text(block.text))
    if isinstance(block, Paragraph):
        return format_html("<p>{}</p>", _text(block.text))
    return _facts(block) if isinstance(block, Facts) else _table(block)


def to_html(content: Content) -> str:
    """The page the PDF is made from. Everything said is text: nothing in it is read as HTML."""
    return format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="author" content="{}"><meta name="generator" content="Lederløft">'
        '<meta name="dcterms.created" content="{}"><meta name="dcterms.modified" content="{}"></head>'
        '<body><h1>{}</h1>{}<p class="mark">{}</p></body></html>',
        content.language_tag,
        plain(content.title),
        plain(content.author),
        content.made_at,
        content.made_at,
        _text(content.title),
        SafeString("".join(_block(block) for block in content.blocks)),
        mark_of(content),
    )


def _fetcher(fonts: tuple[Path, ...]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    ours = {file.as_uri(): file for file in fonts}

    class OurFilesOnly(URLFetcher):
        """Our own files, by their exact address; everything else is refused."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in ours:
                raise ValueError("a paper fetches nothing")
            return URLFetcherResponse(url, ours[url].read_bytes(), {"Content-Type": "font/woff2"})

    return OurFilesOnly()


def make_pdf(content: Content, *, is_compressed: bool = True) -> bytes:
    """The same content gives the same bytes."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    os.environ["SOURCE_DATE_EPOCH"] = _FONTS_WRITTEN_AT  # else the font library writes the second into the file
    fonts = font_files()
    fetch, configuration = _fetcher(fonts), FontConfiguration()
    sheet = CSS(string=_styles(fonts), url_fetcher=fetch, font_config=configuration)
    made: bytes = HTML(string=to_html(content), url_fetcher=fetch).write_pdf(
        stylesheets=[sheet],
        font_config=configuration,
        pdf_variant="pdf/ua-1",
        pdf_identifier=content.version.encode(),
        uncompressed_pdf=not is_compressed,
    )
    return made
