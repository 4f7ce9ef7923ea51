"""The table: what the URL may ask for, what is shown, what is downloaded."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.html import format_html
from hypothesis import given
from hypothesis import strategies as st

from lederloft.faces.web.kit.table import (
    Column,
    Empty,
    Filter,
    Pick,
    SavedView,
    State,
    Table,
    TablePage,
    norwegian_order,
    read_state,
)
from lederloft.faces.web.kit.table_files import csv_bytes, download, xlsx_bytes
from lederloft.faces.web.kit.table_html import table_html

ROWS = [
    (1, "Åse Øye", "Tasta skole", 3, date(2024, 4, 17)),
    (2, "Ævar Bø", "Madla", None, date(2024, 1, 2)),
    (3, "Bo Zahl", "Ås & sønn", 1, date(2024, 3, 1)),
    (4, "Øyvind Li", "Madla", 2, date(2023, 3, 1)),
]
TABLE = Table(
    name="folk",
    title="Folk",
    columns=(
        Column("navn", "Navn", at=1, under=2, is_row_head=True, order=True, url=lambda row: f"/folk/{row[0]}"),
        Column("enhet", "Enhet", at=2, is_on_screen=False),
        Column("plass", "Plass", kind="number", at=3, order=True),
        Column("dato", "Dato", kind="date", at=4, order=True),
    ),
    filters=(Filter("madla", "Madla", lambda rows: [row for row in rows if row[2] == "Madla"]),),
    search=True,
    per_page=3,
    empty=Empty("Ingen ennå", "De kommer."),
)


def page(query: str = "", table: Table = TABLE, rows: Any = ROWS, **more: Any) -> TablePage:
    return table.page(QueryDict(query), rows=rows, **more)


def names(shown: TablePage) -> list[str]:
    return [row[1] for row in shown.rows]


def test_it_filters_searches_sorts_and_pages() -> None:
    assert names(page()) == ["Åse Øye", "Ævar Bø", "Bo Zahl"]
    assert names(page("side=2")) == ["Øyvind Li"]
    assert names(page("side=alle")) == [row[1] for row in ROWS]
    assert names(page("filter=madla")) == ["Ævar Bø", "Øyvind Li"]
    assert names(page("finn=MADLA+li")) == ["Øyvind Li"]
    assert names(page("sorter=navn&side=alle")) == ["Bo Zahl", "Ævar Bø", "Øyvind Li", "Åse Øye"]
    assert names(page("sorter=-dato"))[0] == "Åse Øye"


def test_unknown_values_come_last_in_both_directions() -> None:
    assert names(page("sorter=plass&side=alle"))[-1] == "Ævar Bø"
    assert names(page("sorter=-plass&side=alle")) == ["Åse Øye", "Øyvind Li", "Bo Zahl", "Ævar Bø"]


def test_norwegian_order() -> None:
    words = ["Aase", "Ås", "Ø", "Æ", "zulu", "Abel", "aal"]
    assert sorted(words, key=norwegian_order) == ["Abel", "zulu", "Æ", "Ø", "aal", "Ås", "Aase"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("filter=borte", "Filteret i adressen finnes ikke"),
        ("sorter=enhet", "Sorteringen i adressen finnes ikke"),
        ("sorter=navn__id", "Sorteringen i adressen finnes ikke"),
        ("side=99", "Du ser side 2"),
        ("side=-1", "Du ser side 1"),
        ("side=" + "9" * 5000, "Du ser side 1"),
    ],
)
def test_what_the_address_asks_for_and_isn_t_there_is_said(query: str, words: str) -> None:
    shown = page(query)
    assert words in shown.notice
    assert shown.rows
    assert words in table_html(shown)


@given(st.dictionaries(st.sampled_from(["filter", "finn", "sorter", "side", "last-ned"]), st.text(max_size=30)))
def test_no_address_makes_the_table_fall(query: dict[str, str]) -> None:
    shown = TABLE.page(query, rows=ROWS)
    assert table_html(shown)
    assert shown.state.sort in ("", "navn", "plass", "dato")
    assert shown.state.filter in ("", "madla")
    assert shown.state.download in ("", "csv", "xlsx")


STATES = st.builds(
    State,
    filter=st.sampled_from(["", "a", "b"]),
    search=st.text(st.characters(categories=["L", "N"]), max_size=20),
    sort=st.sampled_from(["x", "y"]),
    is_descending=st.booleans(),
    page=st.integers(1, 999),
    download=st.sampled_from(["", "csv", "xlsx"]),
)


@given(STATES)
def test_a_state_is_read_back_from_its_own_address(state: State) -> None:
    read = read_state(QueryDict(state.query(page=state.page)), filters=["a", "b"], sorts=["x", "y"], searchable=True)
    assert read == state


def test_a_new_filter_starts_on_the_first_page_and_other_parameters_stay() -> None:
    shown = page("side=2&sorter=-navn", hidden={"kull": "vår"}, path="/folk")
    assert shown.url(filter="madla") == "/folk?kull=v%C3%A5r&filter=madla&sorter=-navn"
    assert shown.url(page=1) == "/folk?kull=v%C3%A5r&sorter=-navn"


def test_it_says_how_many_and_where() -> None:
    html = table_html(page("side=2"))
    assert "Viser 1 av 4." in html
    assert 'aria-current="page" aria-label="Side 2"' in html
    assert 'role="region" aria-label="Folk" tabindex="0"' in html
    assert 'id="tabell-folk-filter-alle" href="?" aria-current="true">Alle <b>4</b>' in html
    assert 'href="?filter=madla">Madla <b>2</b>' in html
    assert 'aria-sort="descending"' in table_html(page("sorter=-navn"))


def test_an_empty_table_teaches_and_an_empty_search_leads_back() -> None:
    assert "De kommer." in table_html(page(rows=()))
    nothing = table_html(page("finn=finnes+ikke"))
    assert "Ingen treff" in nothing
    assert "De kommer." not in nothing


def test_cells_are_escaped_unless_safe() -> None:
    evil = '<script>alert("x")</script>'
    table = Table(
        name="x",
        title=evil,
        columns=(
            Column("a", evil, is_row_head=True, under=1, url=lambda row: f'/"><script>{row[0]}'),
            Column("b", "B", html=lambda row: evil),
            Column("c", "C", html=lambda row: format_html("<b>{}</b>", evil)),
        ),
        filters=(Filter("f", evil, lambda rows: rows),),
        group=lambda row: evil,
        tone=lambda row: '"><script>',
        detail=lambda row: evil,
        pick=Pick(key=0, label=0, action='"><script>', acts=((evil, evil),), chosen=frozenset({evil})),
        empty=Empty(evil, evil, evil, evil),
        search=True,
    )
    html = table_html(
        table.page(
            {"finn": "<script>", "filter": "f"},
            rows=[(evil, evil, evil)],
            views=(SavedView(evil, '"><script>'),),
            save_view_url='"><script>',
            path='"><script>',
            hidden={'"><script>': '"><script>'},
        ),
        csrf_token='"><script>',
    )
    assert "<script" not in html
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in html
    assert "<script" not in table_html(table.page({}, rows=[]))


def test_the_same_text_may_be_safe_in_one_row_and_not_in_the_next() -> None:
    from django.utils.safestring import mark_safe

    from lederloft.faces.web.kit.status import status_html

    assert "<i>x</i>" in status_html("done", mark_safe("<i>x</i>"))
    assert "<i>" not in status_html("done", "<i>x</i>")


def test_numbers_and_dates_are_written_in_norwegian() -> None:
    html = table_html(page(rows=[(1, "A", "B", 12500, date(2024, 4, 17)), (2, "C", "D", Decimal("4.20"), None)]))
    assert "12\u00a0500" in html
    assert "17.\u00a0april 2024" in html


def test_bulk_acts_post_what_is_chosen() -> None:
    picked = Table(
        name="folk",
        title="Folk",
        columns=(Column("navn", "Navn", at=1, is_row_head=True),),
        pick=Pick(
            key=0, label=1, action="/folk", acts=(("tell", "Send melding"), ("move", "Flytt")), chosen=frozenset("1")
        ),
    )
    html = table_html(page(table=picked), csrf_token="token")
    assert '<form method="post" action="/folk" id="valg-folk">' in html
    assert 'name="client_key"' in html
    assert 'name="csrfmiddlewaretoken" value="token"' in html
    assert 'value="1" form="valg-folk" checked aria-label="Velg Åse Øye"' in html
    assert "1 valgt" in html


def read_csv(shown: TablePage) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_bytes(shown).decode("utf-8-sig")), delimiter=";"))


def test_a_download_holds_what_is_on_the_screen_on_every_page() -> None:
    lines = read_csv(page("sorter=-plass&last-ned=csv"))
    assert lines[0] == ["Navn", "Enhet", "Plass", "Dato"]
    assert [line[0] for line in lines[1:]] == ["Åse Øye", "Øyvind Li", "Bo Zahl", "Ævar Bø"]
    assert lines[1] == ["Åse Øye", "Tasta skole", "3", "17.04.2024"]
    assert [line[0] for line in read_csv(page("filter=madla"))[1:]] == ["Ævar Bø", "Øyvind Li"]


def test_a_download_says_what_it_is_and_is_kept_by_nobody() -> None:
    for kind in ("csv", "xlsx"):
        answer = download(page(f"last-ned={kind}"))
        assert answer["Content-Disposition"] == f'attachment; filename="folk.{kind}"'
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_no_formula_leaves_in_either_file() -> None:
    rows = [(1, "=1+1", "\uff1dcmd", 5, datetime(2024, 4, 17, 9)), (2, "\ufeff@x", "-1", -5, None)]
    lines = read_csv(page(rows=rows))
    assert [cell[:1] for line in lines[1:] for cell in line[:2]] == ["'"] * 4
    assert lines[2][2] == "-5"
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(page(rows=rows)))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<v>-5</v>" in sheet
    assert "&#39;=1+1" in sheet or "'=1+1" in sheet


@given(
    st.lists(st.tuples(st.integers(), st.text(max_size=20), st.text(max_size=20), st.integers(), st.none()), max_size=8)
)
def test_any_text_can_be_downloaded(rows: list[tuple[int, str, str, int, None]]) -> None:
    shown = page("side=alle", rows=rows)
    assert len(read_csv(shown)) == len(rows) + 1
    assert xlsx_bytes(shown)[:2] == b"PK"
