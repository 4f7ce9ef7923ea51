"""Horizontal bars. Bars start at 0, every bar has its figure in HTML beside it, so that a phone can read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lederloft.faces.web.kit.charts.drawing import drawn, trimmed
from lederloft.faces.web.kit.status import STATUSES

HIGH = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``figure`` is what is printed («412 000 kr», «+0,4 (±0,3), 16 svar»)."""

    label: str
    value: float
    figure: str
    is_outline: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Generic horizontal bars on one scale from 0 to ``most`` (default: the largest value)."""

    title: str
    bars: Sequence[Bar]
    most: float | None = None

    @property
    def name(self) -> str:
        return f"{self.title}: " + ", ".join(f"{label} {figure}" for label, figure in self.figures())

    @property
    def headings(self) -> Sequence[str]:
        return self.title, gettext("Tall")

    def figures(self) -> Sequence[Sequence[str]]:
        return [(bar.label, bar.figure) for bar in self.bars]

    @property
    def scale(self) -> float:
        return self.most or max((bar.value for bar in self.bars), default=0) or 1

    def svg(self) -> SafeString:
        lines = format_html_join(
            "",
            '<li><span class="ll-bar-label">{}</span>{}<span class="ll-bar-figure">{}</span></li>',
            ((bar.label, self._bar(bar), bar.figure) for bar in self.bars),
        )
        return format_html('<ul class="ll-bars" aria-label="{}">{}</ul>', self.title, lines)

    def _bar(self, bar: Bar) -> SafeString:
        share = trimmed(max(0.0, min(100.0, 100 * bar.value / self.scale)))
        shapes = ['<rect class="ll-track" width="100%" height="14" rx="7"/>']
        if bar.is_outline:
            shapes.append(_outline(share))
        elif float(share) > 0:
            shapes.append(f'<rect class="ll-cell-done" width="{share}%" height="14" rx="7"/>')
        return drawn(shapes, name=f"{bar.label} {bar.figure}", size=f'width="100%" height="{HIGH}"', css_class="ll-bar")


def _outline(share: str) -> str:
    return f'<rect class="ll-outline" y="0.75" width="{share}%" height="12.5" rx="6.25"/>'


def intended_and_actual(title: str, *, intended: float, actual: float, unit: str = "%", most: float = 100) -> Bars:
    """Outline over filled, both with their figure."""
    return Bars(
        title=title,
        bars=(
            Bar(gettext("Ment"), intended, f"{_plain(intended)}\u00a0{unit}", is_outline=True),
            Bar(gettext("Hittil"), actual, f"{_plain(actual)}\u00a0{unit}"),
        ),
        most=most,
    )


def _plain(number: float) -> str:
    return trimmed(number).replace(".", ",")


@dataclass(frozen=True, slots=True)
class Shares:
    """One bar cut in parts, a part per status: filled, outline or dashed as look.md's table says."""

    title: str
    parts: Sequence[tuple[str, int]]
    """(status kind, count)"""

    @property
    def total(self) -> int:
        return sum(count for _, count in self.parts)

    @property
    def name(self) -> str:
        return f"{self.title}: " + ", ".join(f"{label} {count}" for label, count in self.figures())

    @property
    def headings(self) -> Sequence[str]:
        return gettext("Vurdering"), gettext("Antall")

    def figures(self) -> Sequence[Sequence[str]]:
        return [(str(STATUSES[kind].word), str(count)) for kind, count in self.parts]

    def svg(self) -> SafeString:
        shown = [(kind, count) for kind, count in self.parts if count]
        room = 100 - 0.6 * max(0, len(shown) - 1)
        shapes, x = [], 0.0
        for kind, count in shown:
            width = room * count / (self.total or 1)
            shapes.append(
                f'<svg x="{trimmed(x)}%" width="{trimmed(width)}%" height="18" data-color="{STATUSES[kind].colour}">'
                f'<rect class="ll-share ll-share--{kind.replace("_", "-")}" width="100%" height="18" rx="4"/></svg>'
            )
            x += width + 0.6
        return drawn(shapes, name=self.name, size='width="100%" height="18"', css_class="ll-shares")


Milestone = Literal["done", "under_way", "remaining", "not_needed"]


@dataclass(frozen=True, slots=True)
class Milestones:
    """Fields in a row: filled is done, half is under way, empty remains, dotted isn't needed."""

    labels: Sequence[str]
    states: Sequence[Milestone]

    @property
    def name(self) -> str:
        return ", ".join(f"{label}: {state}" for label, state in self.figures())

    @property
    def headings(self) -> Sequence[str]:
        return gettext("Steg"), gettext("Status")

    def figures(self) -> Sequence[Sequence[str]]:
        words = {
            "done": gettext("ferdig"),
            "under_way": gettext("pågår"),
            "remaining": gettext("gjenstår"),
            "not_needed": gettext("trengs ikke"),
        }
        return [(label, words[state]) for label, state in zip(self.labels, self.states, strict=True)]

    def svg(self) -> SafeString:
        shapes = []
        for place, state in enumerate(self.states):
            x = place * 61
            if state == "not_needed":
                shapes.append(f'<path class="ll-not-needed" d="M{x} 5H{x + 57}"/>')
                continue
            if state != "done":
                shapes.append(f'<rect class="ll-outline" x="{x + 0.75}" y="1.75" width="55.5" height="6.5" rx="3.25"/>')
            if state != "remaining":
                wide = 57 if state == "done" else 28
                shapes.append(f'<rect class="ll-cell-done" x="{x}" y="1" width="{wide}" height="8" rx="4"/>')
        wide = max(1, len(self.states)) * 61 - 4
        return drawn(
            shapes,
            name=self.name,
            size=f'width="{wide}" height="10" viewBox="0 0 {wide} 10"',
            css_class="ll-milestones",
        )


@lru_cache(maxsize=1024)
def minutes_bar(minutes: int, whole: int) -> SafeString:
    """The small bar of a table cell; the figure stands beside it in words."""
    share = trimmed(max(0.0, min(1.0, minutes / whole if whole else 0)) * 44)
    fill = f'<rect class="ll-cell-done" width="{share}" height="8" y="1" rx="4"/>' if minutes > 0 else ""
    return format_html(
        '<span class="ll-mini"><svg class="ll-minibar" width="44" height="10" viewBox="0 0 44 10" '
        'aria-hidden="true" focusable="false">'
        '<rect class="ll-outline-neutral" x="0.75" y="1.75" width="42.5" height="6.5" rx="3.25"/>{}</svg>{}</span>',
        SafeString(fill),
        str(minutes),
    )
