"""What a figure means: ratio, spread, verdict. Plain Python, tested in the ordinary lanes."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

AIM, PASS, SHORT, UNTOLD = "aim", "pass", "falls short", "no goal"
Better = Literal["less", "more"]


@dataclass(frozen=True)
class Goal:
    """What a ratio must keep to, and what it should. ``better``: whether less or more is."""

    passing: float
    aim: float
    better: Better = "less"

    def verdict(self, ratio: float) -> str:
        """The word for a ratio."""
        sign = 1 if self.better == "less" else -1
        if sign * ratio <= sign * self.aim:
            return AIM
        return PASS if sign * ratio <= sign * self.passing else SHORT

    def words(self) -> str:
        """As the table shows it."""
        sign = "≤" if self.better == "less" else "≥"
        return f"{sign} {_short(self.passing)} / {_short(self.aim)}"


@dataclass(frozen=True)
class Range:
    """What performance.md's table says of a floor; a floor outside twice that makes the row doubtful."""

    low: float
    high: float

    def warning(self, measured: float) -> str:
        """Empty when the floor is as it should be."""
        if self.low / 2 <= measured <= self.high * 2:
            return ""
        return f"floor {_short(measured)} outside {_short(self.low / 2)}–{_short(self.high * 2)}"


@dataclass(frozen=True)
class Pair:
    """One round: the floor, then ours. Both in the same unit."""

    floor: float
    ours: float

    @property
    def ratio(self) -> float:
        """Ours in floors."""
        return self.ours / self.floor


@dataclass(frozen=True)
class Figure:
    """A row of the table: rounds in turn, or a single measurement when there is one pair."""

    what: str
    unit: str
    pairs: Sequence[Pair]
    goal: Goal | None = None
    floor_range: Range | None = None
    wall_ms: float | None = None  # one request at a time, as the client sees it
    statements: tuple[int, int] | None = None  # at few and at many rows
    most_statements: int | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        """The median over the rounds."""
        return median(pair.ratio for pair in self.pairs)

    @property
    def spread(self) -> tuple[float, float]:
        """The smallest and the largest of the rounds."""
        ratios = [pair.ratio for pair in self.pairs]
        return min(ratios), max(ratios)

    @property
    def floor(self) -> float:
        """The floor's median."""
        return median(pair.floor for pair in self.pairs)

    @property
    def ours(self) -> float:
        """Our median."""
        return median(pair.ours for pair in self.pairs)

    @property
    def verdict(self) -> str:
        """What the goal says, and what else must be known of the row."""
        words = [self.goal.verdict(self.ratio) if self.goal else UNTOLD]
        if self.statements and self.most_statements is not None:
            few, many = self.statements
            if max(few, many) > self.most_statements:
                words.append(f"{SHORT}: {max(few, many)} statements, {self.most_statements} allowed")
            if many > few:
                words.append(f"{SHORT}: statements grow with rows")
        warning = self.floor_range.warning(self.floor) if self.floor_range else ""
        return "; ".join([*words, *([warning] if warning else [])])

    @property
    def is_short(self) -> bool:
        """Whether a goal is missed."""
        return SHORT in self.verdict


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") if abs(number) < 100 else f"{number:,.0f}".replace(",", " ")


short = _short
