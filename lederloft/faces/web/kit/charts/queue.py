"""Queue: numbered circles in a line; mine is larger and multe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lederloft.faces.web.kit.charts.drawing import drawn

STEP, SMALL, LARGE, MOST = 60, 14, 18.5, 7


@dataclass(frozen=True, slots=True)
class Queue:
    mine: int
    length: int

    def __post_init__(self) -> None:
        if not 0 <= self.mine <= self.length:
            raise ValueError(f"place {self.mine} in a queue of {self.length}")

    @property
    def name(self) -> str:
        if not self.mine:
            return gettext("{length} står i kø").format(length=self.length)
        return gettext("Du er nummer {mine} av {length} i køen").format(mine=self.mine, length=self.length)

    @property
    def headings(self) -> Sequence[str]:
        return gettext("Plass i køen"), gettext("Hvem")

    def figures(self) -> Sequence[Sequence[str]]:
        return [
            (str(place), gettext("Du") if place == self.mine else gettext("En annen"))
            for place in range(1, self.length + 1)
        ]

    @property
    def shown(self) -> list[int]:
        """The places drawn: all of a short queue, else the ends and those around mine."""
        if self.length <= MOST:
            return list(range(1, self.length + 1))
        middle = max(self.mine, 1)
        return sorted({1, 2, middle - 1, middle, middle + 1, self.length} & set(range(1, self.length + 1)))

    def svg(self) -> SafeString:
        shapes, shown = [], self.shown
        for index, place in enumerate(shown):
            x = 22 + index * STEP
            if index + 1 < len(shown):
                dashes = ' stroke-dasharray="2 4"' if shown[index + 1] > place + 1 else ""
                shapes.append(f'<path class="ll-queue-line" d="M{x + 20} 20H{x + STEP - 20}"{dashes}/>')
            look, radius = ("mine", LARGE) if place == self.mine else ("other", SMALL)
            shapes.append(
                f'<circle class="ll-queue-{look}" cx="{x}" cy="20" r="{radius}"/>'
                f'<text class="ll-queue-number-{look}" x="{x}" y="25" text-anchor="middle">{place}</text>'
            )
        wide = max(44, (len(shown) - 1) * STEP + 44)
        size = f'width="{wide}" height="40" viewBox="0 0 {wide} 40"'
        return drawn(shapes, name=self.name, size=size, css_class="ll-queue")


def queue_svg(queue: Queue) -> SafeString:
    return queue.svg()
