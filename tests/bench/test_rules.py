"""What a figure says: the ratio, the words of the verdict, the table."""

from datetime import date

import pytest

from bench import report
from bench.installed import run_time_mb
from bench.rules import Figure, Goal, Pair, Range, short

PAIRS = [Pair(2, 6), Pair(2, 4), Pair(4, 20)]  # 3, 2, 5


def test_the_ratio_is_the_median_of_the_rounds_beside_their_spread() -> None:
    figure = Figure("x", "ms", PAIRS)
    assert figure.ratio == 3
    assert figure.spread == (2, 5)
    assert (figure.floor, figure.ours) == (2, 6)


@pytest.mark.parametrize(
    ("goal", "ratio", "word"),
    [
        (Goal(5, 2.5), 2.5, "aim"),
        (Goal(5, 2.5), 2.51, "pass"),
        (Goal(5, 2.5), 5, "pass"),
        (Goal(5, 2.5), 5.01, "falls short"),
        (Goal(0.1, 0.25, better="more"), 0.25, "aim"),
        (Goal(0.1, 0.25, better="more"), 0.2, "pass"),
        (Goal(0.1, 0.25, better="more"), 0.09, "falls short"),
    ],
)
def test_a_goal_has_a_word_for_every_ratio(goal: Goal, ratio: float, word: str) -> None:
    assert goal.verdict(ratio) == word


def test_a_floor_outside_twice_its_range_is_told() -> None:
    usual = Range(1.6, 2.6)
    assert usual.warning(0.8) == usual.warning(5.2) == ""
    assert usual.warning(5.3) == "floor 5.3 outside 0.8–5.2"
    assert usual.warning(0.7) == "floor 0.7 outside 0.8–5.2"


def test_a_row_that_falls_short_says_so_and_why() -> None:
    good = Figure("x", "ms", PAIRS, Goal(5, 2.5), statements=(7, 7), most_statements=8)
    assert (good.verdict, good.is_short) == ("pass", False)
    many = Figure("x", "ms", PAIRS, Goal(5, 2.5), statements=(9, 9), most_statements=8)
    assert many.verdict == "pass; falls short: 9 statements, 8 allowed"
    growing = Figure("x", "ms", PAIRS, Goal(5, 2.5), statements=(3, 4), most_statements=8)
    assert growing.verdict == "pass; falls short: statements grow with rows"
    slow = Figure("x", "ms", PAIRS, Goal(2, 1), Range(10, 10))
    assert slow.verdict == "falls short; floor 2 outside 5–20"
    assert many.is_short
    assert growing.is_short
    assert slow.is_short
    assert Figure("x", "ms", PAIRS).verdict == "no goal"


def test_the_page_names_what_was_measured_and_what_is_missed() -> None:
    figures = [
        Figure("Catalogue", "CPU ms", PAIRS, Goal(5, 2.5), statements=(5, 5), most_statements=8, wall_ms=12.34),
        Figure("Cold start", "s", [Pair(1, 4)], Goal(3, 2)),
    ]
    about = {"on": date(2026, 11, 28), "machine": "2 cores, Linux", "size": "S", "rounds": 3, "requests": 20}
    section = report.section("SQLite", figures, **about)
    assert "Measured 2026-11-28 on 2 cores, Linux; size S; 3 rounds of 20 requests." in section
    assert "Short of the goal: Cold start." in section
    assert "| Catalogue | 2 CPU ms | 6 CPU ms | 3.00 | 2.00–5.00 | ≤ 5 / 2.5 | 5 / 5 | 12.3 | pass |" in section
    assert "| Cold start | 1 s | 4 s | 4.00 |  | ≤ 3 / 2 |  |  | falls short |" in section
    widths = {line.count("|") for line in section.splitlines() if line.startswith("|")}
    assert widths == {len(report.HEAD) + 1}
    assert "Every goal is reached." in report.section("SQLite", figures[:1], **about)


def test_measuring_one_database_leaves_what_stands_of_the_other() -> None:
    order = ["SQLite", "PostgreSQL"]
    first = report.page("", {"PostgreSQL": "## PostgreSQL\n\nold"}, order)
    both = report.page(first, {"SQLite": "## SQLite\n\nnew"}, order)
    assert both.index("## SQLite") < both.index("## PostgreSQL")
    assert report.page(both, {"SQLite": "## SQLite\n\nnewer"}, order) == both.replace("new", "newer")


def test_numbers_are_as_short_as_they_can_be() -> None:
    assert [short(number) for number in (5, 2.5, 0.123, 4616)] == ["5", "2.5", "0.12", "4 616"]


def test_what_is_installed_to_run_has_a_size_with_room_to_the_goal() -> None:
    assert 20 < run_time_mb() < 200
