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
still lives is left out."""


def page(
    by_engine: Mapping[str, Sequence[Figure]], *, on: date, machine: str, size: str, rounds: int, requests: int
) -> str:
    """The whole page."""
    missed = [
        f"{engine}: {figure.what}" for engine, figures in by_engine.items() for figure in figures if figure.is_short
    ]
    parts = [
        "# Figures",
        INTRODUCTION,
        f"Measured {on.isoformat()} on {machine}; size {size}; {rounds} rounds of {requests} requests.",
        "Short of the goal: " + ("; ".join(missed) + "." if missed else "nothing."),
    ]
    for engine, figures in by_engine.items():
        parts += [f"## {engine}", table(figures)]
    return "\n\n".join(parts) + "\n"
