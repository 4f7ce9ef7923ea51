"""Seats: one square per seat; taken has a check, free is dashed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lederloft.faces.web.kit.charts.drawing import drawn

SIDE, GAP, ACROSS, MOST_SQUARES = 30, 4, 9, 90


@dataclass(frozen=True, slots=True)
class Seats:
    taken: int
    capacity: int

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)

    @property
    def name(self) -> str:
        return gettext("{taken} av {capacity} plasser er tatt, {free} er ledige").format(
            taken=self.taken, capacity=self.capacity, free=self.free
        )

    @property
    def headings(self) -> Sequence[str]:
        return gettext("Plasser"), gettext("Antall")

    def figures(self) -> Sequence[Sequence[str]]:
        return [
            (gettext("Tatt"), str(self.taken)),
            (gettext("Ledig"), str(self.free)),
            (gettext("I alt"), str(self.capacity)),
        ]

    def svg(self) -> SafeString:
        """Above ninety seats the squares would be dust: then one bar says the same."""
        if self.capacity > MOST_SQUARES:
            return self._bar()
        across = ACROSS if self.capacity <= 45 else ACROSS * 2
        shapes = []
        for place in range(max(self.capacity, self.taken)):
            x, y = (place % across) * (SIDE + GAP), (place // across) * (SIDE + GAP)
            if place < self.taken:
                shapes.append(
                    f'<rect class="ll-cell-done" x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" rx="8"/>'
                    f'<path class="ll-check" d="M{x + 10} {y + 15.5}l3.6 3.6 6.8-7.6"/>'
                )
            else:
                shapes.append(
                    f'<rect class="ll-cell-planned" x="{x + 0.75}" y="{y + 0.75}" width="{SIDE - 1.5}" '
                    f'height="{SIDE - 1.5}" rx="7.5"/>'
                )
        columns = min(across, max(self.capacity, self.taken, 1))
        rows = max(1, -(-max(self.capacity, self.taken) // across))
        wide, high = columns * (SIDE + GAP) - GAP, rows * (SIDE + GAP) - GAP
        return drawn(
            shapes,
            name=self.name,
            size=f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"',
            css_class="ll-seats",
        )

    def _bar(self) -> SafeString:
        share = min(100.0, 100 * self.taken / self.capacity)
        shapes = [
            '<rect class="ll-track" width="100%" height="14" rx="7"/>',
            f'<rect class="ll-cell-done" width="{share:.2f}%" height="14" rx="7"/>',
        ]
        return drawn(shapes, name=self.name, size='width="100%" height="14"', css_class="ll-bar")


def seats_svg(seats: Seats) -> SafeString:
    return seats.svg()
