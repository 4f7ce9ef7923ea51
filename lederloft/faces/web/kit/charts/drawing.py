"""What every chart shares: one data object, an SVG whose name says the numbers, and an equal table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext


class Chart(Protocol):
    """Both the drawing and the table are made from ``figures``, so they can't disagree."""

    @property
    def name(self) -> str: ...

    @property
    def headings(self) -> Sequence[str]: ...

    def figures(self) -> Sequence[Sequence[str]]: ...

    def svg(self) -> SafeString: ...


def drawn(shapes: Iterable[str], *, name: str, size: str, css_class: str) -> SafeString:
    """An SVG image with a name. ``shapes`` are built from numbers and our own classes only."""
    label = escape(name)
    body = "".join(shapes)
    return mark_safe(  # noqa: S308 - the name is escaped, shapes hold numbers and escaped labels
        f'<svg class="{css_class}" {size} role="img" aria-label="{label}" focusable="false">{body}</svg>'
    )


def table_of(chart: Chart) -> SafeString:
    """The equal table, plain and small."""
    head = format_html_join("", '<th scope="col">{}</th>', ((heading,) for heading in chart.headings))
    lines = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (line[0], format_html_join("", '<td data-kind="number">{}</td>', ((cell,) for cell in line[1:])))
            for line in chart.figures()
        ),
    )
    return format_html(
        '<div class="ll-table-region" role="region" tabindex="0" aria-label="{}"><table class="ll-table">'
        "<caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        chart.name,
        chart.name,
        head,
        lines,
    )


def chart_html(chart: Chart, *, is_open: bool = False) -> SafeString:
    """The drawing with its table folded under it."""
    return format_html(
        '<div class="ll-chart">{}<details class="ll-chart-table"{}><summary>{}</summary>{}</details></div>',
        chart.svg(),
        mark_safe(" open") if is_open else "",
        gettext("Vis tallene som tabell"),
        table_of(chart),
    )


def trimmed(number: float) -> str:
    """A number for an SVG attribute: two decimals at most, no trailing zeros."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def hours_words(minutes: int) -> str:
    """Minutes as hours in words: «3», «1,5», «1,75»."""
    return trimmed(minutes / 60).replace(".", ",")
