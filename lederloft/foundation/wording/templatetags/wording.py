"""Wording in templates: {% load wording %} {{ gathering.starts_at|moment }}. The api's functions."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import template

from lederloft.foundation.clock.api import today
from lederloft.foundation.wording import api

register = template.Library()


def _filter(function: Callable[[Any], str], name: str) -> None:
    register.filter(name, lambda value: function(value))


_filter(api.bind, "bind")
_filter(api.capitalised, "capitalised")
_filter(api.clock_time, "clock_time")
_filter(api.deadline, "deadline")
_filter(api.duration, "duration")
_filter(api.join, "join_words")
_filter(api.kroner, "kroner")
_filter(api.long_date, "long_date")
_filter(api.moment, "moment")
_filter(api.month, "month")
_filter(api.number, "number")
_filter(api.ordinal, "ordinal")
_filter(api.percent, "percent")
_filter(api.say, "say")
_filter(api.short_date, "short_date")
_filter(api.weekday, "weekday")
_filter(api.weekday_date, "weekday_date")


@register.filter
def relative_day(on: date) -> str:
    """«om 29 dager», counted from today."""
    return api.relative_day(on, today())


@register.simple_tag
def date_range(first: date, last: date | None) -> str:
    """«7. februar–10. april 2024»."""
    return api.date_range(first, last)


@register.simple_tag
def time_range(starts_at: datetime, ends_at: datetime) -> str:
    """«kl. 13.00–15.30», whole on one line."""
    return _whole(api.time_range(starts_at, ends_at))


@register.simple_tag
def meeting_time(starts_at: datetime, ends_at: datetime) -> str:
    """«onsdag 10. april kl. 9.00–12.00», the hours whole on one line."""
    return _whole(api.meeting_time(starts_at, ends_at))


def _whole(words: str) -> str:
    """A browser breaks a line after a dash; the word joiner behind it says not here."""
    return words.replace(api.DASH, f"{api.DASH}\u2060")
