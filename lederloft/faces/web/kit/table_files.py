"""What is on the screen, as CSV or XLSX: same columns, same filter and order, every page of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.text import slugify

from lederloft.faces.web.kit.cells import Cell, safe_cell, safe_text
from lederloft.faces.web.kit.table import Row, TablePage, reader
from lederloft.foundation.clock import api as clock

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"


def download(page: TablePage) -> HttpResponse:
    """The response a view returns when ``page.is_download``."""
    kind = page.state.download
    body, content_type = (xlsx_bytes(page), XLSX_TYPE) if kind == "xlsx" else (csv_bytes(page), CSV_TYPE)
    name = slugify(page.table.file_name or page.table.name) or "liste"
    return HttpResponse(
        body,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


def headings(page: TablePage) -> list[str]:
    return [safe_text(str(column.export_title or column.title)) for column in page.table.columns if column.is_exported]


def lines(page: TablePage) -> Iterator[list[Cell]]:
    """Every row as safe cells."""
    for values in _values(page):
        yield [_cell(value) for value in values]


def _values(page: TablePage) -> Iterator[Sequence[Any]]:
    """Every row's exported values; one call a row when all of them are plain positions."""
    exported = [(place, column) for place, column in enumerate(page.table.columns) if column.is_exported]
    positions = [place if column.at is None else column.at for place, column in exported]
    if len(positions) > 1 and all(isinstance(position, int) for position in positions):
        return map(itemgetter(*positions), _every(page))
    reads = [reader(column, place) for place, column in exported]
    return ([read(row) for read in reads] for row in _every(page))


def csv_bytes(page: TablePage) -> bytes:
    """Semicolons and decimal commas, as spreadsheets set to Norwegian expect; a byte order mark for æøå."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(headings(page))
    writer.writerows(
        [
            value if type(value) is int else safe_text(value) if type(value) is str else _written(_cell(value))
            for value in values
        ]
        for values in _values(page)
    )
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def xlsx_bytes(page: TablePage) -> bytes:
    import xlsxwriter  # heavy; only a download needs it

    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(_sheet_name(str(page.table.title)))
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        for place, title in enumerate(headings(page)):
            sheet.write_string(0, place, title, bold)
        for number, line in enumerate(lines(page), 1):
            for place, cell in enumerate(line):
                _write(sheet, number, place, cell, day, moment)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _write(sheet: Any, number: int, place: int, cell: Cell, day: Any, moment: Any) -> None:
    if isinstance(cell, str):
        if cell:
            sheet.write_string(number, place, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(number, place, cell, moment)
    elif hasattr(cell, "isoformat"):
        sheet.write_datetime(number, place, cell, day)
    else:
        sheet.write_number(number, place, cell)


def _every(page: TablePage) -> Iterable[Row]:
    rows = page.narrowed
    return rows.iterator(chunk_size=2_000) if isinstance(rows, QuerySet) else rows


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(clock.OSLO).replace(tzinfo=None)
    return safe_cell(value)


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):  # strftime costs five times as much, and this is asked for every row
        return f"{cell.day:02}.{cell.month:02}.{cell.year:04} {cell.hour:02}:{cell.minute:02}"
    if hasattr(cell, "strftime"):
        return cell.strftime("%d.%m.%Y") if hasattr(cell, "year") else cell.strftime("%H:%M")
    return str(cell).replace(".", ",")


def _sheet_name(title: str) -> str:
    cleaned = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title).strip()
    return cleaned[:31] or "Liste"
