"""The one table: columns as data, rows as plain tuples, all state in the URL.

    DELTAKERE = Table(
        name="deltakere", title=_("Deltakere"),
        columns=(Column("navn", _("Navn"), is_row_head=True, order=("person__name",)), …),
        filters=(Filter("ko", _("I kø"), narrow=lambda rows: rows.filter(seat=None)),),
    )
    page = self.listed(DELTAKERE, rows=queryset.values_list(…), counts={"ko": 4})  # in Page.read
    if page.is_download:
        return download(page)          # table_files
    return {"head": …, "participants": page}   # {% table participants %}

``Page.listed`` adds the views she has kept; outside a page ``Table.page(request.GET, rows=…)`` does without.
Rows are read by position, so ``values_list`` and lists of tuples both do. Nothing a person writes in the URL can
raise: an unknown filter, column or page is set aside and the page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from math import ceil
from operator import itemgetter
from typing import Any, Literal
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext

Row = Sequence[Any]
Rows = QuerySet[Any, Any] | Sequence[Row]
Words = str | Promise
Kind = Literal["text", "number", "date", "moment", "html"]

FILTER, SEARCH, SORT, PAGE, DOWNLOAD, ALL = "filter", "finn", "sorter", "side", "last-ned", "alle"
DOWNLOADS = ("csv", "xlsx")
KEPT_IN_VIEWS = (FILTER, SEARCH, SORT)
VIEW, VIEW_OF, VIEW_AT = "visning", "av", "side"
"""Parameters of the page that keeps a view: the state to keep, the table's name, and the page it stands on."""
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``at`` is the position in the row (default: the column's own place) or a function of the row.

    ``order`` makes it sortable: ORM names for querysets, ``("value",)`` or True for lists (sorted by value).
    ``html`` draws the cell (return SafeString); ``under`` is a second, quieter line; ``url`` makes it a link.
    ``value`` is always what sorting of lists, text search of lists and exports see.
    """

    key: str
    title: Words
    kind: Kind = "text"
    at: int | Callable[[Row], Any] | None = None
    order: Sequence[str] | bool = ()
    is_row_head: bool = False
    is_narrow: bool = False
    html: Callable[[Row], str] | None = None
    under: int | Callable[[Row], Any] | None = None
    url: Callable[[Row], str] | None = None
    is_exported: bool = True
    export_title: Words = ""
    is_on_screen: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """A chip. ``narrow`` takes the rows (queryset or list) and returns fewer; None means all."""

    key: str
    label: Words
    narrow: Callable[[Any], Any] | None = None
    status: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty table teaches: what will come, and who can start it."""

    title: Words
    text: Words = ""
    action_label: Words = ""
    action_url: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """A checkbox per row, and the deep bar above the table with what can be done to the chosen.

    ``key`` gives the posted value, ``label`` whom the box is about. ``acts`` are (value, words); the first is the
    likeliest and a button, the others look like links. The form posts ``valgt`` (many), ``act`` and the client key.
    """

    key: int | Callable[[Row], Any]
    label: int | Callable[[Row], Any]
    action: str = ""
    acts: Sequence[tuple[str, Words]] = ()
    name: str = "valgt"
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SavedView:
    """A named state of the table that a person keeps; ``query`` is the part after «?»."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class State:
    """What the URL asks for, after everything unknown was set aside in ``refused``."""

    filter: str = ""
    search: str = ""
    sort: str = ""
    is_descending: bool = False
    page: int = 1
    is_all: bool = False
    download: str = ""
    refused: tuple[str, ...] = ()

    def query(self, **changes: Any) -> str:
        """This state, changed, as a query string. A changed filter, search or sort starts on page one."""
        restarts = not set(changes) <= {"page", "download", "is_all"}
        state = replace(self, **({"page": 1} | changes if restarts else changes))
        pairs = [
            (FILTER, state.filter),
            (SEARCH, state.search),
            (SORT, ("-" if state.is_descending else "") + state.sort if state.sort else ""),
            (PAGE, ALL if state.is_all else (str(state.page) if state.page > 1 else "")),
            (DOWNLOAD, state.download),
        ]
        return urlencode([(key, value) for key, value in pairs if value])


def read_state(query: Mapping[str, str], *, filters: Iterable[str], sorts: Iterable[str], searchable: bool) -> State:
    """Reads the URL. Pure: unknown values never raise, they are named in ``refused``."""
    refused: list[str] = []
    chosen = query.get(FILTER, "").strip()
    if chosen and chosen not in set(filters):
        refused.append(FILTER)
        chosen = ""
    search = " ".join(query.get(SEARCH, "").replace("\x00", "").split())[:LONGEST_SEARCH] if searchable else ""
    sort = query.get(SORT, "").strip()
    is_descending, key = sort.startswith("-"), sort.removeprefix("-")
    if key and key not in set(sorts):
        refused.append(SORT)
        key, is_descending = "", False
    page, is_all = _page_number(query.get(PAGE, "").strip())
    if page is None:
        refused.append(PAGE)
    download = query.get(DOWNLOAD, "").strip()
    if download and download not in DOWNLOADS:
        refused.append(DOWNLOAD)
        download = ""
    return State(chosen, search, key, is_descending and bool(key), page or 1, is_all, download, tuple(refused))


def _page_number(text: str) -> tuple[int | None, bool]:
    if not text:
        return 1, False
    if text == ALL:
        return 1, True
    if text.isascii() and text.isdigit() and len(text) <= 6 and int(text) > 0:
        return int(text), False
    return None, False


_ORDER = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def norwegian_order(text: str) -> str:
    """A sort key with æ, ø and å last, aa as å, capitals as small letters."""
    return text.casefold().replace("aa", "å").translate(_ORDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table's fixed part. One per page, made once at import; ``page`` binds it to rows and a URL."""

    name: str
    title: Words
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    search: Callable[[Any, str], Any] | bool = False
    """True searches lists in all their text; a function narrows a queryset: ``lambda rows, text: rows.filter(…)``."""
    default_order: Sequence[str] = ()
    per_page: int = 50
    most_rows: int = 2_000
    """«Vis alle» stops here; an export never does."""
    empty: Empty | None = None
    group: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None
    detail: Callable[[Row], str | None] | None = None
    pick: Pick | None = None
    file_name: str = ""
    can_download: bool = True

    def page(
        self,
        query: Mapping[str, str],
        *,
        rows: Rows,
        counts: Mapping[str, int] | None = None,
        views: Sequence[SavedView] = (),
        save_view_url: str = "",
        path: str = "",
        pick: Pick | None = None,
        hidden: Mapping[str, str] | None = None,
    ) -> TablePage:
        """The table as the URL asks for it. ``counts`` are the numbers on the chips (counted from a list if absent)."""
        state = read_state(
            query,
            filters=[one.key for one in self.filters],
            sorts=[column.key for column in self.columns if column.order],
            searchable=bool(self.search),
        )
        return TablePage(
            table=replace(self, pick=pick) if pick else self,
            state=state,
            source=rows,
            given_counts=counts or {},
            views=tuple(views),
            save_view_url=save_view_url,
            path=path,
            hidden=dict(hidden or {}),
        )


@dataclass(frozen=True)
class TablePage:
    table: Table
    state: State
    source: Rows
    given_counts: Mapping[str, int] = field(default_factory=dict)
    views: Sequence[SavedView] = ()
    save_view_url: str = ""
    path: str = ""
    hidden: Mapping[str, str] = field(default_factory=dict)
    """Other parameters of the page's URL, kept in every link of the table."""

    @property
    def is_download(self) -> bool:
        return bool(self.state.download)

    def url(self, **changes: Any) -> str:
        kept = urlencode(list(self.hidden.items()))
        asked = self.state.query(**changes)
        joined = "&".join(part for part in (kept, asked) if part)
        return f"{self.path}?{joined}" if joined else (self.path or "?")

    @cached_property
    def narrowed(self) -> Rows:
        """The rows after filter, search and sort, all pages."""
        rows: Any = self.source
        chosen = next((one for one in self.table.filters if one.key == self.state.filter), None)
        if chosen and chosen.narrow:
            rows = chosen.narrow(rows)
        if self.state.search:
            if callable(self.table.search):
                rows = self.table.search(rows, self.state.search)
            elif not isinstance(rows, QuerySet):
                rows = self._searched(rows)
        ordered: Rows = self._sorted(rows)
        return ordered

    @cached_property
    def total(self) -> int:
        """How many rows there are before paging. A list knows; a queryset is asked once."""
        rows = self.narrowed
        return rows.count() if isinstance(rows, QuerySet) else len(rows)

    @property
    def last_page(self) -> int:
        return max(1, ceil(self.total / self.table.per_page))

    @property
    def page_number(self) -> int:
        return min(self.state.page, self.last_page)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows on this page."""
        if self.state.is_all:
            return list(self.narrowed[: self.table.most_rows])
        first = (self.page_number - 1) * self.table.per_page
        return list(self.narrowed[first : first + self.table.per_page])

    @cached_property
    def counts(self) -> dict[str, int]:
        counts = dict(self.given_counts)
        if not isinstance(self.source, QuerySet):
            for one in self.table.filters:
                if one.key not in counts:
                    counts[one.key] = len(one.narrow(self.source) if one.narrow else self.source)
            counts.setdefault("", len(self.source))
        return counts

    @property
    def notice(self) -> str:
        """What was set aside, said once."""
        refused = self.state.refused
        if FILTER in refused:
            return gettext("Filteret i adressen finnes ikke. Du ser alle radene.")
        if SORT in refused:
            return gettext("Sorteringen i adressen finnes ikke. Du ser den vanlige rekkefølgen.")
        if PAGE in refused or self.state.page > self.last_page:
            return gettext("Siden i adressen finnes ikke. Du ser side {number}.").format(number=self.page_number)
        return ""

    def _searched(self, rows: Sequence[Row]) -> list[Row]:
        wanted = self.state.search.casefold().split()
        readers = [reader(column, place) for place, column in enumerate(self.table.columns)]

        def words(row: Row) -> str:
            return " ".join(str(value) for value in (read(row) for read in readers) if value is not None).casefold()

        return [row for row in rows if all(word in words(row) for word in wanted)]

    def _sorted(self, rows: Any) -> Any:
        found = next(
            ((place, one) for place, one in enumerate(self.table.columns) if one.key == self.state.sort and one.order),
            None,
        )
        if isinstance(rows, QuerySet):
            names = list(found[1].order) if found and not isinstance(found[1].order, bool) else []
            if self.state.is_descending:
                names = [name[1:] if name.startswith("-") else f"-{name}" for name in names]
            names += [name for name in self.table.default_order if name not in names]
            return rows.order_by(*names) if names else rows
        if not found:
            return rows
        read = reader(found[1], found[0])
        known = [row for row in rows if read(row) is not None]
        unknown = [row for row in rows if read(row) is None]
        known.sort(key=lambda row: _sort_key(read(row)), reverse=self.state.is_descending)
        return known + unknown


def reader(column: Column, place: int) -> Callable[[Row], Any]:
    """A function from row to the column's value."""
    return pointer(place if column.at is None else column.at)


def pointer(at: int | Callable[[Row], Any]) -> Callable[[Row], Any]:
    if callable(at):
        return at
    return itemgetter(at)


def _sort_key(value: Any) -> tuple[int, Any]:
    if isinstance(value, bool | int | float):
        return 0, value
    if isinstance(value, date | time):
        return 2, value.isoformat()
    if isinstance(value, Decimal):
        return 0, value
    return 1, norwegian_order(str(value))
