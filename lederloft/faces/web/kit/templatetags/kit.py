"""``{% load kit %}``: icons, status, charts, date block, the client key.

Dates, times and numbers in words are ``{% load wording %}``.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lederloft.faces.web.kit.charts import (
    Chart,
    Hours,
    Queue,
    Seats,
    chart_html,
    hours_svg,
    queue_svg,
    seats_svg,
)
from lederloft.faces.web.kit.client_keys import client_key_input
from lederloft.faces.web.kit.icons import icon as icon_html
from lederloft.faces.web.kit.status import status_html
from lederloft.faces.web.kit.table import TablePage
from lederloft.faces.web.kit.table_html import table_html
from lederloft.foundation.clock.values import local_date
from lederloft.foundation.wording.api import month

register = template.Library()


@register.simple_tag
def icon(name: str, css_class: str = "") -> SafeString:
    return icon_html(name, css_class)


@register.simple_tag
def status(kind: str, word: Any = None, note: Any = None) -> SafeString:
    return status_html(kind, word, note)


@register.simple_tag(takes_context=True)
def table(context: template.Context, page: TablePage) -> SafeString:
    """A table page: chips, search, bulk acts, rows, pages."""
    token = str(context.get("csrf_token", "")) if page.table.pick else ""
    return table_html(page, "" if token == "NOTPROVIDED" else token)  # noqa: S105 - Django's own word for none


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that breaks behind the @, not in the middle of a word."""
    return format_html_join(SafeString("@<wbr>"), "{}", ((part,) for part in address.split("@")))


@register.simple_tag
def client_key() -> SafeString:
    """For a write form without a Form class. A WriteForm brings its own."""
    return client_key_input()


@register.simple_tag
def hours_bar(hours: Hours) -> SafeString:
    return hours_svg(hours)


@register.simple_tag
def seats(chart: Seats) -> SafeString:
    return seats_svg(chart)


@register.simple_tag
def queue(chart: Queue) -> SafeString:
    return queue_svg(chart)


@register.simple_tag
def chart(chart: Chart) -> SafeString:
    """Any chart with its table folded under it."""
    return chart_html(chart)


@register.simple_tag
def drawing(chart: Chart) -> SafeString:
    """The drawing alone, where its equal list or table stands on the page already."""
    return chart.svg()


@register.simple_tag
def date_block(moment: date | datetime, short: bool = False, with_year: bool = False) -> SafeString:
    """Large day, small month («feb.» when short), the year under it where a list spans years."""
    day = local_date(moment) if isinstance(moment, datetime) else moment
    return format_html(
        '<time class="ll-date" datetime="{}"><span class="ll-date-day">{}</span> '
        '<span class="ll-date-month">{}</span>{}</time>',
        day.isoformat(),
        day.day,
        month(day.month, short=short),
        format_html(' <span class="ll-date-month">{}</span>', day.year) if with_year else "",
    )


@register.filter
def no_break(text: Any) -> str:
    """Blanks that hold a number or a name together."""
    return str(text).replace(" ", "\u00a0")
