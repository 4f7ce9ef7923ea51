"""Dates and times in words. Each function takes the language first; moments are shown in Oslo time."""

from datetime import date, datetime, time, timedelta

from lederloft.foundation.clock.values import in_oslo, is_doubled, local_date, minutes_between
from lederloft.foundation.wording.language import DASH, NBSP, Language
from lederloft.foundation.wording.numbers import number

_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
_SHORT_MONTHS = (
    "jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.",
)  # fmt: skip
_WEEKDAYS = {
    Language.NB: ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    Language.NN: ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag"),
}
_DAYS = {Language.NB: "dager", Language.NN: "dagar"}
_TOMORROW = {Language.NB: "i morgen", Language.NN: "i morgon"}
_AGO = {Language.NB: "siden", Language.NN: "sidan"}
_SUMMER_TIME = {Language.NB: "sommertid", Language.NN: "sommartid"}


def _day(on: date) -> date:
    """A moment given as a date means its date in Oslo, not in UTC."""
    return local_date(on) if isinstance(on, datetime) else on


def month(language: Language, number: int, *, short: bool = False) -> str:
    """«januar», short «jan.»; 1 is January. The two languages agree."""
    return (_SHORT_MONTHS if short else _MONTHS)[number - 1]


def weekday(language: Language, on: date, *, short: bool = False) -> str:
    """«onsdag», short «ons.»."""
    name = _WEEKDAYS[language][_day(on).weekday()]
    return f"{name[:3]}." if short else name


def long_date(language: Language, on: date, *, year: bool = True) -> str:
    """«22. januar 2024», or without the year «22. januar»."""
    on = _day(on)
    return f"{on.day}.{NBSP}{month(language, on.month)}" + (f" {on.year}" if year else "")


def short_date(language: Language, on: date) -> str:
    """«22. jan.», where there is little room."""
    on = _day(on)
    return f"{on.day}.{NBSP}{month(language, on.month, short=True)}"


def weekday_date(language: Language, on: date, *, year: bool = False) -> str:
    """«onsdag 10. april»."""
    return f"{weekday(language, on)} {long_date(language, on, year=year)}"


def date_range(language: Language, first: date, last: date | None, *, year: bool = True) -> str:
    """«7. februar–10. april 2024», «26.–27. april 2024», «7. desember 2024–10. januar 2025».

    Without an end: «fra 7. februar 2024».
    """
    first = _day(first)
    if last is None:
        return f"fra {long_date(language, first, year=year)}"
    last = _day(last)
    end = long_date(language, last, year=year)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.{DASH}{end}"
    return f"{long_date(language, first, year=year and first.year != last.year)}{DASH}{end}"


def _bare_time(language: Language, at: time | datetime) -> str:
    """«9.00»; a time that the clocks show twice that night says which one is meant."""
    if not isinstance(at, datetime):
        return f"{at.hour}.{at.minute:02}"
    shown = in_oslo(at)
    text = f"{shown.hour}.{shown.minute:02}"
    if not is_doubled(at):
        return text
    return f"{text} ({'normaltid' if shown.fold else _SUMMER_TIME[language]})"


def clock_time(language: Language, at: time | datetime) -> str:
    """«kl. 9.00»."""
    return f"kl.{NBSP}{_bare_time(language, at)}"


def time_range(language: Language, starts: time | datetime, ends: time | datetime) -> str:
    """«kl. 13.00–15.30»."""
    return f"{clock_time(language, starts)}{DASH}{_bare_time(language, ends)}"


def moment(language: Language, at: datetime, *, year: bool = True, weekday: bool = False) -> str:
    """«22. januar 2024 kl. 9.00», with the weekday «onsdag 10. april 2024 kl. 9.00»."""
    day = weekday_date(language, at, year=year) if weekday else long_date(language, at, year=year)
    return f"{day} {clock_time(language, at)}"


def deadline(language: Language, at: datetime) -> str:
    """«4. februar 2027 kl. 12.00»; the end of a day is that day: «3. februar 2027»."""
    shown = in_oslo(at)
    if (shown.hour, shown.minute) == (0, 0):
        return long_date(language, local_date(at - timedelta(minutes=1)))
    return moment(language, at)


def meeting_time(language: Language, starts_at: datetime, ends_at: datetime, *, year: bool = False) -> str:
    """«onsdag 10. april kl. 9.00–12.00».

    Over several days: «onsdag 10. april kl. 9.00–torsdag 11. april kl. 15.00».
    """
    start = f"{weekday_date(language, starts_at, year=year)} "
    if local_date(starts_at) == local_date(ends_at):
        return start + time_range(language, starts_at, ends_at)
    end = f"{weekday_date(language, ends_at, year=year)} {clock_time(language, ends_at)}"
    return f"{start}{clock_time(language, starts_at)}{DASH}{end}"


def relative_day(language: Language, on: date, today: date) -> str:
    """«i dag», «i morgen», «i går», «om 29 dager», «for 3 dager siden»."""
    days = (_day(on) - _day(today)).days
    near = {0: "i dag", 1: _TOMORROW[language], -1: "i går"}
    if days in near:
        return near[days]
    counted = f"{abs(days)}{NBSP}{_DAYS[language]}"
    return f"om {counted}" if days > 0 else f"for {counted} {_AGO[language]}"


def duration(language: Language, minutes: int) -> str:
    """«3 timer», «45 minutter», «1 t 15 min»."""
    sign, (hours, rest) = ("−" if minutes < 0 else ""), divmod(abs(minutes), 60)
    if hours and rest:
        return f"{sign}{hours}{NBSP}t {rest}{NBSP}min"
    nynorsk = language is Language.NN
    if hours:
        word = "time" if hours == 1 else "timar" if nynorsk else "timer"
        return f"{sign}{hours}{NBSP}{word}"
    return f"{sign}{rest}{NBSP}{'minutt' if nynorsk or rest == 1 else 'minutter'}"


def hours(language: Language, minutes: int) -> str:
    """«9», «4,8»: minutes as hours where the unit stands beside, with a decimal only where there is one."""
    return number(language, minutes // 60) if minutes % 60 == 0 else number(language, minutes / 60, decimals=1)


def time_between(language: Language, starts_at: datetime, ends_at: datetime) -> str:
    """How long it really lasts, also over a clock change: «3 timer»."""
    return duration(language, minutes_between(starts_at, ends_at))


__all__ = [
    "clock_time",
    "date_range",
    "deadline",
    "duration",
    "hours",
    "long_date",
    "meeting_time",
    "moment",
    "month",
    "relative_day",
    "short_date",
    "time_between",
    "time_range",
    "weekday",
    "weekday_date",
]
