"""Dates and clock times as Norwegians write them. Pure Python; the form fields stand on it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, time
from enum import StrEnum

from lederloft.foundation.wording.values import NBSP, Language, clock_time, long_date, month

MONTHS = tuple(month(Language.NB, number) for number in range(1, 13))

_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
_WEEKDAYS = "man|tirs|tys|ons|tors|fre|lør|laur|sun|søn"

_WORDS = re.compile(
    rf"(?:(?:{_WEEKDAYS})(?:dag)?\.?,?\s+)?(?:den\s+)?(\d{{1,2}})\s*\.?\s*([a-z]+)\.?,?\s*(\d+)?", re.IGNORECASE
)
_DOTS = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*(?:[./-]\s*(\d+))?\.?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"(?:kl(?:okka|okken)?\.?\s*)?(\d{1,2})(?:\s*[.:,]\s*(\d{2})(?:[.:]00)?)?(?:\s*h)?", re.IGNORECASE)
_CLOCK_PLAIN = re.compile(r"(\d{2})(\d{2})")

FIRST_YEAR, LAST_YEAR = 1900, 2199


class Fault(StrEnum):
    NOT_A_DATE = "not_a_date"
    NO_YEAR = "no_year"
    SHORT_YEAR = "short_year"
    YEAR_OUT_OF_RANGE = "year_out_of_range"
    NO_SUCH_MONTH = "no_such_month"
    NO_SUCH_DAY = "no_such_day"
    NOT_A_TIME = "not_a_time"
    NO_SUCH_TIME = "no_such_time"


class NotUnderstood(ValueError):
    """What was written is no date or time; ``fault`` says why, ``facts`` what the remedy needs."""

    def __init__(self, fault: Fault, **facts: int | str) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.facts = facts


def parse_date(text: str) -> date:
    """17. april 2024, onsdag 17. apr. 2024, 17.04.2024, 17.4.2024, 17/4/2024 or 2024-04-17."""
    text = " ".join(text.replace(NBSP, " ").split())[:60]
    if found := _ISO.fullmatch(text):
        year, month, day = found.group(1), int(found.group(2)), int(found.group(3))
        return _a_date(year, month, day)
    if found := _DOTS.fullmatch(text):
        return _a_date(found.group(3), int(found.group(2)), int(found.group(1)))
    if found := _WORDS.fullmatch(text):
        month_number = _month(found.group(2))
        if month_number is not None:
            return _a_date(found.group(3), month_number, int(found.group(1)))
    raise NotUnderstood(Fault.NOT_A_DATE)


def parse_time(text: str) -> time:
    """9.00, 09:00, 9, kl. 9.00 or 0900."""
    text = " ".join(text.replace(NBSP, " ").split())[:20]
    found = _CLOCK.fullmatch(text) or _CLOCK_PLAIN.fullmatch(text)
    if not found:
        raise NotUnderstood(Fault.NOT_A_TIME)
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    if hour > 23 or minute > 59:
        raise NotUnderstood(Fault.NO_SUCH_TIME)
    return time(hour, minute)


def write_date(value: date) -> str:
    """«17. april 2024», with plain blanks, as it stands in a field."""
    return long_date(Language.NB, value).replace(NBSP, " ")


def write_time(value: time) -> str:
    """«9.00», as it stands in a field."""
    return clock_time(Language.NB, value).removeprefix(f"kl.{NBSP}")


def _month(word: str) -> int | None:
    word = word.lower()
    for number, name in enumerate(MONTHS, 1):
        if word == name:
            return number
    return _SHORT.get(word)


def _a_date(year: str | None, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise NotUnderstood(Fault.NO_SUCH_MONTH)
    if year is None:
        raise NotUnderstood(Fault.NO_YEAR)
    if len(year) != 4:
        raise NotUnderstood(Fault.SHORT_YEAR)
    number = int(year)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise NotUnderstood(Fault.YEAR_OUT_OF_RANGE)
    days = monthrange(number, month)[1]
    if not 1 <= day <= days:
        raise NotUnderstood(Fault.NO_SUCH_DAY, month=MONTHS[month - 1], year=number, days=days)
    return date(number, month, day)
