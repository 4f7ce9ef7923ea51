"""Writes the figures as a table: docs/figures.md, and the same lines on the screen."""

from collections.abc import Mapping, Sequence
from datetime import date

from bench.rules import Figure, short

HEAD = ("What", "Floor", "Ours", "Ratio", "Spread", "Pass / aim", "SQL 10 / 1 000", "Wall ms", "Verdict")


def line(figure: Figure) -> tuple[str, ...]:
    """One row's cells."""
    low, high = figure.spread
    return (
        figure.what + (f" ({figure.note})" if figure.note else ""),
        f"{short(figure.floor)} {figure.unit}",
        f"{short(figure.ours)} {figure.unit}",
        f"{figure.ratio:.2f}",
        f"{low:.2f}–{high:.2f}" if len(figure.pairs) > 1 else "",
        figure.goal.words() if figure.goal else "",
        f"{figure.statements[0]} / {figure.statements[1]}" if figure.statements else "",
        f"{figure.wall_ms:.1f}" if figure.wall_ms is not None else "",
        figure.verdict,
    )


def table(figures: Sequence[Figure]) -> str:
    """A Markdown table."""
    rows = [HEAD, ("---",) * len(HEAD), *(line(figure) for figure in figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


INTRODUCTION = """Made by `make bench`; don't edit. Every figure is a ratio to a floor measured in the same run: default
Django on the same server, workers and database (`bench/floor/`). Floor and page run in turn, A B A B; the ratio is the
median over the rounds, beside the smallest and the largest. CPU ms is what the workers used per request; wall ms is one
request at a time and depends on what else the machine does. SQL counts everything sent, warm, transactions and settings
included, in a municipality with a few and with 1 000 people more; only PostgreSQL's look at whether a kept connection
still lives is left out. On PostgreSQL a page's own transaction and the setting that row-level security reads are three
of them. «Drift, tilstand» asks three databases for their migrations and defences whenever it is shown, as no other page
does, and is therefore above eight."""


def section(
    engine: str, figures: Sequence[Figure], *, on: date, machine: str, size: str, rounds: int, requests: int
) -> str:
    """One engine's part of the page."""
    missed = "; ".join(figure.what for figure in figures if figure.is_short)
    return "\n\n".join(
        (
            f"## {engine}",
            f"Measured {on.isoformat()} on {machine}; size {size}; {rounds} rounds of {requests} requests.",
            f"Short of the goal: {missed}." if missed else "Every goal is reached.",
            table(figures),
        )
    )


def page(before: str, sections: Mapping[str, str], order: Sequence[str]) -> str:
    """The whole page: the sections just measured, and those of other engines as they stood."""
    standing = {part.partition("\n")[0]: f"## {part.strip()}" for part in before.split("\n## ")[1:]}
    kept = {**standing, **sections}
    return "\n\n".join(["# Figures", INTRODUCTION, *(kept[engine] for engine in order if engine in kept)]) + "\n"
