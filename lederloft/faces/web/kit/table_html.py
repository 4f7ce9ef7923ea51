"""Draws a table page in Python: rows are joined strings, every value escaped, no template per row."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import quote

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from lederloft.faces.web.kit.client_keys import client_key_input
from lederloft.faces.web.kit.icons import icon
from lederloft.faces.web.kit.status import STATUSES
from lederloft.faces.web.kit.table import (
    FILTER,
    PAGE,
    SEARCH,
    SORT,
    VIEW,
    Column,
    Pick,
    Row,
    TablePage,
    pointer,
    reader,
)
from lederloft.foundation.wording.api import say

_BARE = 10_000
"""From here on a number gets a blank between its thousands."""

Draw = Callable[[Row], str]


def table_html(page: TablePage, csrf_token: str = "") -> SafeString:
    """Chips, search, bulk acts, the table in a focusable region, and the foot with pages."""
    parts = [bar_html(page), find_html(page), _notice(page)]
    parts += [bulk_html(page, csrf_token), region_html(page)] if page.rows else [empty_html(page)]
    parts.append(foot_html(page))
    return mark_safe(f'<div class="ll-table-whole" id="{_id(page)}">{"".join(parts)}</div>')  # noqa: S308


def _id(page: TablePage) -> str:
    return f"tabell-{escape(page.table.name)}"


def _boost(page: TablePage) -> str:
    """With htmx, links of the table's own state change the table alone; without it they are plain links."""
    target = f"#{_id(page)}"
    return f' hx-boost="true" hx-target="{target}" hx-select="{target}" hx-swap="outerHTML show:none"'


def text_of(value: Any) -> str:
    """A value as plain words: Norwegian dates and numbers."""
    if type(value) is str:
        return value
    return "" if value is None else say(value)


def markup(value: Any) -> str:
    """Safe markup of a value: SafeString stays, everything else is escaped."""
    exact = type(value)
    if exact is str:
        return escape(value)
    if exact is SafeString:
        return str(value)
    if exact is int and -_BARE < value < _BARE:
        return str(value)
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return escape(text_of(value))


def bar_html(page: TablePage) -> str:
    chips = []
    if page.table.filters:
        entries = [("", gettext("Alle"), "")] if all(one.key for one in page.table.filters) else []
        entries += [(one.key, str(one.label), one.status) for one in page.table.filters]
        for key, label, status in entries:
            current = ' aria-current="true"' if key == page.state.filter else ""
            count = page.counts.get(key)
            number = f" <b>{count}</b>" if count is not None else ""
            mark = (
                f'<span data-color="{STATUSES[status].colour}">{icon(STATUSES[status].icon)}</span>'
                if status in STATUSES
                else ""
            )
            address = escape(page.url(filter=key))
            name = f' id="{_id(page)}-filter-{escape(key) or "alle"}"'
            chips.append(
                f'<li><a class="ll-chip"{name} href="{address}"{current}>{mark}{escape(label)}{number}</a></li>'
            )
    links = [
        f'<li><a class="ds-link" href="?{escape(view.query)}">{escape(view.label)}</a></li>' for view in page.views
    ]
    if page.save_view_url:
        joint = "&" if "?" in page.save_view_url else "?"
        asked = page.state.query(page=1, is_all=False, download="")
        words = gettext("Lagre visningen") if asked else gettext("Visningene dine")
        address = escape(f"{page.save_view_url}{joint}{VIEW}={quote(asked, safe='')}")
        if asked or page.views:
            links.append(f'<li><a class="ds-link" href="{address}">{escape(words)}</a></li>')
    if page.table.can_download and page.total:
        for kind, words in (("xlsx", gettext("Last ned (XLSX)")), ("csv", gettext("Last ned (CSV)"))):
            address = escape(page.url(download=kind))
            links.append(f'<li><a class="ds-link" href="{address}">{escape(words)}</a></li>')
    if not chips and not links:
        return ""
    label = escape(gettext("Filtre for {table}").format(table=page.table.title))
    chip_list = (
        f'<nav aria-label="{label}"{_boost(page)}><ul class="ll-chips">{"".join(chips)}</ul></nav>'
        if chips
        else "<span></span>"
    )
    link_list = f'<ul class="ll-links">{"".join(links)}</ul>' if links else ""
    return f'<div class="ll-table-bar">{chip_list}{link_list}</div>'


def find_html(page: TablePage) -> str:
    if not page.table.search:
        return ""
    state = page.state
    kept = [(FILTER, state.filter), (SORT, ("-" if state.is_descending else "") + state.sort if state.sort else "")]
    kept += list(page.hidden.items())
    hidden = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in kept if v)
    field = f"finn-{escape(page.table.name)}"
    clear = (
        f'<a class="ds-link" href="{escape(page.url(search=""))}">{escape(gettext("Vis alle igjen"))}</a>'
        if state.search
        else ""
    )
    return (
        f'<form class="ll-table-find" method="get" action="{escape(page.path)}" role="search"{_boost(page)} '
        f'aria-label="{escape(gettext("Finn i"))} {escape(str(page.table.title))}">{hidden}'
        f'<div><label for="{field}">{escape(gettext("Finn i listen"))}</label>'
        f'<input class="ds-input" type="search" id="{field}" name="{SEARCH}" maxlength="100" '
        f'value="{escape(state.search)}"></div>'
        f'<button class="ds-button" data-variant="secondary" type="submit">{escape(gettext("Finn"))}</button>'
        f"{clear}</form>"
    )


def bulk_html(page: TablePage, csrf_token: str) -> str:
    """Visible from the server, since it must work without script; the script hides it while nothing is chosen."""
    pick = page.table.pick
    if not pick or not pick.acts:
        return ""
    number = len(pick.chosen)
    words = gettext("valgt")
    buttons = []
    for place, (value, act) in enumerate(pick.acts):
        look = "ll-link-button" if place else "ds-button"
        buttons.append(
            f'<button class="{look}" type="submit" name="act" value="{escape(value)}">{escape(str(act))}</button>'
        )
    label = escape(gettext("Valgte rader i {table}").format(table=page.table.title))
    token = f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(csrf_token)}">' if csrf_token else ""
    return (
        f'<form method="post" action="{escape(pick.action)}" id="{_form_id(page)}">{token}{client_key_input()}'
        f'<div class="ll-bulk" role="region" aria-label="{label}" data-kit="bulk" data-name="{escape(pick.name)}">'
        f'<span class="ll-bulk-count" aria-live="polite" data-kit="count" data-word="{escape(words)}">'
        f"{number} {escape(words)}</span>{''.join(buttons)}"
        f'<a href="{escape(page.url())}" data-kit="pick-none">{escape(gettext("Fjern valget"))}</a></div></form>'
    )


def _form_id(page: TablePage) -> str:
    return f"valg-{escape(page.table.name)}"


def _notice(page: TablePage) -> str:
    return f'<p class="ll-table-note" role="status">{escape(page.notice)}</p>' if page.notice else ""


def region_html(page: TablePage) -> str:
    table = page.table
    columns = [(place, column) for place, column in enumerate(table.columns) if column.is_on_screen]
    head = "".join(_head_cell(page, column) for _, column in columns)
    draws: list[Draw] = [_cell_drawer(column, place) for place, column in columns]
    if table.pick:
        head = f'<th class="ll-pick" scope="col">{_all_box(table.pick)}</th>{head}'
        draws.insert(0, _pick_drawer(table.pick, _form_id(page) if table.pick.acts else ""))
    rows = _rows_html(page, draws)
    title = escape(str(table.title))
    return (
        f'<div class="ll-table-region" role="region" aria-label="{title}" tabindex="0">'
        f'<table class="ll-table"><caption>{title}</caption><thead{_boost(page)}><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _rows_html(page: TablePage, draws: list[Draw]) -> str:
    table = page.table
    if not (table.group or table.tone or table.detail):
        return "".join(["<tr>" + "".join([draw(row) for draw in draws]) + "</tr>" for row in page.rows])
    span, out, group = len(draws), [], None
    for row in page.rows:
        if table.group and (found := table.group(row)) != group:
            group = found
            look = "ll-group ll-group--line" if isinstance(group, SafeString) else "ll-group"
            if group:
                out.append(f'<tr class="{look}"><th scope="colgroup" colspan="{span}">{markup(group)}</th></tr>')
        tone = table.tone(row) if table.tone else ""
        look = f' data-tone="{escape(tone)}"' if tone else ""
        out.append(f"<tr{look}>" + "".join([draw(row) for draw in draws]) + "</tr>")
        if table.detail and (detail := table.detail(row)):
            out.append(f'<tr class="ll-detail"><td colspan="{span}">{markup(detail)}</td></tr>')
    return "".join(out)


def _head_cell(page: TablePage, column: Column) -> str:
    title = escape(str(column.title))
    kind = _attributes(column)
    if not column.order:
        return f'<th scope="col"{kind}>{title}</th>'
    is_current = page.state.sort == column.key
    goes_down = is_current and not page.state.is_descending
    aria = f' aria-sort="{"descending" if page.state.is_descending else "ascending"}"' if is_current else ""
    arrow = icon("ArrowDown" if page.state.is_descending else "ArrowUp") if is_current else ""
    address = escape(page.url(sort=column.key, is_descending=goes_down))
    name = f"{_id(page)}-sorter-{escape(column.key)}"
    return f'<th scope="col"{kind}{aria}><a id="{name}" href="{address}">{title}{arrow}</a></th>'


def _attributes(column: Column) -> str:
    kind = f' data-kind="{column.kind}"' if column.kind in ("number", "date", "moment") else ""
    return kind + (" data-narrow" if column.is_narrow else "")


def _cell_drawer(column: Column, place: int) -> Draw:
    """One function per column, made once, so that a row costs a few calls."""
    tag = 'th scope="row"' if column.is_row_head else "td"
    start, end = f"<{tag}{_attributes(column)}>", f"</{tag[:2]}>"
    read = reader(column, place)
    inner: Draw = column.html or (lambda row: read(row))
    if column.html or column.url or column.under is not None or column.kind != "text":
        return _rich_drawer(column, inner, start, end)

    def plain(row: Row) -> str:
        value = read(row)
        return f"{start}{escape(value) if type(value) is str else markup(value)}{end}"

    return plain


def _rich_drawer(column: Column, inner: Draw, start: str, end: str) -> Draw:
    url = column.url
    under = pointer(column.under) if column.under is not None else None

    def rich(row: Row) -> str:
        words = markup(inner(row))
        if url and (address := url(row)):
            words = f'<a href="{escape(address)}">{words}</a>'
        if under and (second := under(row)) not in (None, ""):
            words += f'<span class="ll-under">{markup(second)}</span>'
        return f"{start}{words}{end}"

    return rich


def _pick_drawer(pick: Pick, form_id: str) -> Draw:
    key, label = pointer(pick.key), pointer(pick.label)
    form = f' form="{form_id}"' if form_id else ""
    words = escape(gettext("Velg"))

    def box(row: Row) -> str:
        value = str(key(row))
        checked = " checked" if value in pick.chosen else ""
        return (
            f'<td class="ll-pick"><input class="ds-input" type="checkbox" name="{escape(pick.name)}" '
            f'value="{escape(value)}"{form}{checked} aria-label="{words} {escape(text_of(label(row)))}"></td>'
        )

    return box


def _all_box(pick: Pick) -> str:
    """Choosing all needs the script; without it the box stays hidden and rows are chosen one by one."""
    words = escape(gettext("Velg alle på siden"))
    return (
        f'<span class="ds-sr-only">{escape(gettext("Velg"))}</span>'
        f'<input class="ds-input" type="checkbox" hidden data-kit="pick-all" data-name="{escape(pick.name)}" '
        f'aria-label="{words}">'
    )


def empty_html(page: TablePage) -> str:
    """Nothing found by a filter, or nothing yet: then it teaches."""
    if page.state.filter or page.state.search:
        address = escape(page.url(filter="", search=""))
        return (
            f'<div class="ll-empty"><h2>{escape(gettext("Ingen treff"))}</h2>'
            f"<p>{escape(gettext('Ingen rader passer med det du har valgt.'))}</p>"
            f'<p><a class="ds-link" href="{address}">{escape(gettext("Vis alle"))}</a></p></div>'
        )
    empty = page.table.empty
    if empty is None:
        return f'<div class="ll-empty"><p>{escape(gettext("Her er det ingenting ennå."))}</p></div>'
    act = (
        format_html('<a class="ds-button" href="{}">{}</a>', empty.action_url, empty.action_label)
        if empty.action_url
        else ""
    )
    text = format_html("<p>{}</p>", empty.text) if empty.text else ""
    return format_html('<div class="ll-empty"><h2>{}</h2>{}{}</div>', empty.title, text, act)


def foot_html(page: TablePage) -> str:
    shown, total = len(page.rows), page.total
    if not total:
        return ""
    if shown == total:
        words = ngettext("Viser {total} rad.", "Viser alle {total}.", total).format(total=text_of(total))
        return f'<div class="ll-table-foot"><p>{escape(words)}</p></div>'
    words = gettext("Viser {shown} av {total}.").format(shown=text_of(shown), total=text_of(total))
    every = ""
    if not page.state.is_all:
        every = f' <a class="ds-link" href="{escape(page.url(is_all=True))}">{escape(gettext("Vis alle"))}</a>'
    pages = "" if page.state.is_all else _pages(page)
    return f'<div class="ll-table-foot"><p>{escape(words)}{every}</p>{pages}</div>'


def _pages(page: TablePage) -> str:
    last, here = page.last_page, page.page_number
    if last == 1:
        return ""
    near = sorted({1, last, here - 1, here, here + 1} & set(range(1, last + 1)))
    out, before = [], 0
    for number in near:
        if number > before + 1:
            out.append("<li><span>…</span></li>")
        current = ' aria-current="page"' if number == here else ""
        words = escape(gettext("Side {number}").format(number=number))
        address = escape(page.url(page=number))
        out.append(f'<li><a href="{address}"{current} aria-label="{words}">{number}</a></li>')
        before = number
    label = escape(gettext("Sider i {table}").format(table=page.table.title))
    return f'<nav aria-label="{label}"{_boost(page)}><ul class="ll-pages">{"".join(out)}</ul></nav>'


__all__ = ["PAGE", "bar_html", "empty_html", "find_html", "foot_html", "markup", "region_html", "table_html", "text_of"]
