"""The chart kit: server-made SVG with an equal table from the same figures."""

from lederloft.faces.web.kit.charts.bars import Bar, Bars, Milestones, Shares, intended_and_actual, minutes_bar
from lederloft.faces.web.kit.charts.drawing import Chart, chart_html, table_of
from lederloft.faces.web.kit.charts.hours import Hours, HoursPart, hours_svg
from lederloft.faces.web.kit.charts.queue import Queue, queue_svg
from lederloft.faces.web.kit.charts.seats import Seats, seats_svg

__all__ = [
    "Bar",
    "Bars",
    "Chart",
    "Hours",
    "HoursPart",
    "Milestones",
    "Queue",
    "Seats",
    "Shares",
    "chart_html",
    "hours_svg",
    "intended_and_actual",
    "minutes_bar",
    "queue_svg",
    "seats_svg",
    "table_of",
]
