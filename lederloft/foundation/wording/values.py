"""Norwegian wording as plain functions: no Django, the language given. The api speaks the active language."""

from pathlib import Path

from lederloft.foundation.wording.dates import (
    clock_time,
    date_range,
    deadline,
    duration,
    hours,
    long_date,
    meeting_time,
    moment,
    month,
    relative_day,
    short_date,
    time_between,
    time_range,
    weekday,
    weekday_date,
)
from lederloft.foundation.wording.language import NBSP, Language, bind
from lederloft.foundation.wording.numbers import (
    Gender,
    Noun,
    capitalised,
    counted,
    join,
    kroner,
    number,
    number_word,
    ordinal,
    percent,
    signed,
)
from lederloft.foundation.wording.sentences import fill, placeholders, say
from lederloft.foundation.wording.text import TextMissing, TextNotReadable, TextTooLong, clean_text

# For settings.LOCALE_PATHS. Our own texts come first; the overlay holds nynorsk for packages that lack it.
# It is a folder of its own since makemessages takes texts that aren't in our source out of the first.
LOCALE_PATHS = (
    Path(__file__).resolve().parents[2] / "locale",
    Path(__file__).resolve().parent / "overlay",
)

__all__ = [
    "LOCALE_PATHS",
    "NBSP",
    "Gender",
    "Language",
    "Noun",
    "TextMissing",
    "TextNotReadable",
    "TextTooLong",
    "bind",
    "capitalised",
    "clean_text",
    "clock_time",
    "counted",
    "date_range",
    "deadline",
    "duration",
    "fill",
    "hours",
    "join",
    "kroner",
    "long_date",
    "meeting_time",
    "moment",
    "month",
    "number",
    "number_word",
    "ordinal",
    "percent",
    "placeholders",
    "relative_day",
    "say",
    "short_date",
    "signed",
    "time_between",
    "time_range",
    "weekday",
    "weekday_date",
]
