"""Drawing and table are made from the same figures, and the drawing's name says them."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.faces.web.kit.charts import (
    Bar,
    Bars,
    Chart,
    Hours,
    HoursPart,
    Milestones,
    Queue,
    Seats,
    Shares,
    chart_html,
    intended_and_actual,
    minutes_bar,
    table_of,
)
from lederloft.faces.web.kit.status import VERDICTS

EVIL = '"><script>alert(1)</script>'
CHARTS: list[Chart] = [
    Hours((HoursPart("Samling 1", 180, 105, "6. mars", is_over=True), HoursPart("Samling 2", 90))),
    Seats(14, 18),
    Seats(120, 200),
    Queue(2, 5),
    Queue(9, 23),
    Bars("Igjen under taket", (Bar("Coaching", 412_000, "412 000 kr"), Bar("Grupper", 0, "0 kr"))),
    intended_and_actual("Ledergruppeutvikling", intended=50, actual=14.5),
    Shares("Krav", tuple(zip(VERDICTS, (21, 2, 3, 9, 4, 1), strict=True))),
    Milestones(("Besluttet", "Utviklet", "Lansert"), ("done", "under_way", "not_needed")),
]


def names(svg: str) -> str:
    return (
        " ".join(unescape(name) for name in re.findall(r'aria-label="([^"]*)"', svg))
        + " "
        + re.sub(r"<[^>]+>", " ", svg)
    )


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_the_table_holds_every_figure_of_the_drawing(chart: Chart) -> None:
    table = unescape(re.sub(r"<[^>]+>", "|", table_of(chart)))
    for line in chart.figures():
        for cell in line:
            assert f"|{cell}|" in table
    spoken = names(chart.svg())
    figures = chart.figures() if not isinstance(chart, Queue) else [(str(chart.mine), str(chart.length))]
    for line in figures:
        assert all(cell in spoken for cell in line[1:]), (line, spoken)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: type(chart).__name__)
def test_every_drawing_is_an_image_with_a_name(chart: Chart) -> None:
    outer = re.findall(r'<svg class="ll-[^>]*>', chart.svg())
    assert outer
    for tag in outer:
        assert 'role="img"' in tag
        assert re.search(r'aria-label="[^"]*\d', tag) or isinstance(chart, Milestones)
    assert "style=" not in chart.svg()
    assert "#" not in re.sub(r"&#\d+;", "", chart.svg()), "colours come from classes, never from the drawing"


@given(st.integers(1, 12), st.integers(0, 900))
def test_hours_have_one_cell_an_hour_and_never_more_than_was_given(hours: int, attended: int) -> None:
    attended = min(attended, hours * 60)
    chart = Hours((HoursPart("S", hours * 60, attended, is_over=True),))
    svg = chart.svg()
    assert svg.count("ll-cell-done") == -(-attended // 60)
    assert svg.count("ll-cell-missed") == hours - attended // 60
    width = sum(float(found) for found in re.findall(r'll-cell-done" x="\d+" y="0" width="([\d.]+)"', svg))
    assert width == pytest.approx(49 * attended / 60, abs=0.05)


@given(st.integers(0, 60), st.integers(1, 60))
def test_one_square_a_seat(taken: int, capacity: int) -> None:
    svg = Seats(taken, capacity).svg()
    assert svg.count("ll-cell-done") == taken == svg.count("ll-check")
    assert svg.count("ll-cell-planned") == max(0, capacity - taken)


@given(st.integers(1, 400), st.data())
def test_my_place_is_always_drawn_once(length: int, data: st.DataObject) -> None:
    mine = data.draw(st.integers(1, length))
    queue = Queue(mine, length)
    assert queue.svg().count("ll-queue-mine") == 1
    assert {1, mine, length} <= set(queue.shown)
    assert len(queue.shown) <= 7
    assert len(queue.figures()) == length


def test_a_place_outside_the_queue_is_refused() -> None:
    with pytest.raises(ValueError, match="place 6"):
        Queue(6, 5)


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=6))
def test_bars_start_at_nought_and_stay_inside(values: list[float]) -> None:
    svg = Bars("X", tuple(Bar(str(place), value, f"{value}") for place, value in enumerate(values))).svg()
    widths = [float(found) for found in re.findall(r'll-cell-done" width="([\d.]+)%"', svg)]
    assert all(0 < width <= 100 for width in widths)
    if max(values) > 0:
        assert max(widths) == 100


def test_labels_are_escaped_in_drawing_and_table() -> None:
    charts: list[Chart] = [
        Hours((HoursPart(EVIL, 60, 60, EVIL),)),
        Bars(EVIL, (Bar(EVIL, 1, EVIL), Bar(EVIL, 1, EVIL, is_outline=True))),
        Milestones((EVIL,), ("done",)),
        Shares(EVIL, (("met", 1),)),
    ]
    for chart in charts:
        assert "<script" not in chart_html(chart)


def test_the_small_bar_fills_its_share() -> None:
    assert 'width="22"' in minutes_bar(90, 180)
    assert "ll-cell-done" not in minutes_bar(0, 180)
    assert 'width="44"' in minutes_bar(400, 180)
    assert "180" in minutes_bar(180, 0)
