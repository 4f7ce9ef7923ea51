"""Hours bar: one cell per hour, grouped by gathering, so that nine is countable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lederloft.faces.web.kit.charts.drawing import drawn, hours_words, trimmed

WIDE, HIGH, GAP = 49, 26, 4


@dataclass(frozen=True, slots=True)
class HoursPart:
    """One gathering: how long it is, how much of it the person was there, and whether it is over."""

    label: str
    minutes: int
    attended_minutes: int = 0
    note: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    parts: Sequence[HoursPart]

    @property
    def minutes(self) -> int:
        return sum(part.minutes for part in self.parts)

    @property
    def attended_minutes(self) -> int:
        return sum(part.attended_minutes for part in self.parts)

    @property
    def name(self) -> str:
        return gettext("{done} av {whole} timer").format(
            done=hours_words(self.attended_minutes), whole=hours_words(self.minutes)
        )

    @property
    def headings(self) -> Sequence[str]:
        return gettext("Samling"), gettext("Timer"), gettext("Av")

    def figures(self) -> Sequence[Sequence[str]]:
        lines = [(part.label, hours_words(part.attended_minutes), hours_words(part.minutes)) for part in self.parts]
        return [*lines, (gettext("Til sammen"), hours_words(self.attended_minutes), hours_words(self.minutes))]

    def svg(self) -> SafeString:
        parts = format_html_join(
            "",
            '<li class="ll-hours-part">{}<span class="ll-hours-label">{}</span>{}</li>',
            (
                (
                    _cells(part, done, whole),
                    part.label,
                    format_html('<span class="ll-hours-note">{}</span>', part.note) if part.note else "",
                )
                for part, (_, done, whole) in zip(self.parts, self.figures(), strict=False)
            ),
        )
        return format_html('<ul class="ll-hours" aria-label="{}">{}</ul>', self.name, parts)


def _cells(part: HoursPart, done: str, whole: str) -> SafeString:
    count = max(1, -(-part.minutes // 60))
    shapes = []
    for place in range(count):
        size = min(60, part.minutes - place * 60) / 60
        filled = min(60, max(0, part.attended_minutes - place * 60)) / 60
        x, width = place * (WIDE + GAP), max(8.0, WIDE * size)
        if filled < size:
            look = "missed" if part.is_over else "planned"
            shapes.append(
                f'<rect class="ll-cell-{look}" x="{trimmed(x + 0.75)}" y="0.75" width="{trimmed(width - 1.5)}" '
                f'height="{HIGH - 1.5}" rx="5.5"/>'
            )
        if filled:
            shapes.append(
                f'<rect class="ll-cell-done" x="{x}" y="0" width="{trimmed(WIDE * filled)}" height="{HIGH}" rx="6"/>'
            )
    across = count * (WIDE + GAP) - GAP
    name = gettext("{label}: {done} av {whole} timer").format(label=part.label, done=done, whole=whole)
    return drawn(
        shapes, name=name, size=f'width="{across}" height="{HIGH}" viewBox="0 0 {across} {HIGH}"', css_class="ll-cells"
    )


def hours_svg(hours: Hours) -> SafeString:
    return hours.svg()
