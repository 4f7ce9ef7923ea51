"""The same as values, in the language that is active; and sentences of errors and facts."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import wraps
from typing import ClassVar, Concatenate, ParamSpec, Protocol

from django.utils import translation

from lederloft.foundation.errors.values import N_, DomainError
from lederloft.foundation.wording import dates, numbers, sentences
from lederloft.foundation.wording.language import Language

P = ParamSpec("P")

N_("ja")
N_("nei")


class Told(Protocol):
    """What the trail tells: a sentence and its data (foundation.trail's Fact is one)."""

    sentence: ClassVar[str]

    def data(self) -> Mapping[str, object]:
        """The values by name."""
        ...


def active_language() -> Language:
    """The language of the running request, mail or paper."""
    return Language.of(translation.get_language())


@contextmanager
def in_language(language: Language | str) -> Iterator[None]:
    """Write in somebody's language, whatever the running request speaks."""
    with translation.override(Language.of(language).value):
        yield


def _in_active_language(function: Callable[Concatenate[Language, P], str]) -> Callable[P, str]:
    @wraps(function)
    def spoken(*args: P.args, **kwargs: P.kwargs) -> str:
        return function(active_language(), *args, **kwargs)

    return spoken


month = _in_active_language(dates.month)
weekday = _in_active_language(dates.weekday)
long_date = _in_active_language(dates.long_date)
short_date = _in_active_language(dates.short_date)
weekday_date = _in_active_language(dates.weekday_date)
date_range = _in_active_language(dates.date_range)
clock_time = _in_active_language(dates.clock_time)
time_range = _in_active_language(dates.time_range)
moment = _in_active_language(dates.moment)
meeting_time = _in_active_language(dates.meeting_time)
deadline = _in_active_language(dates.deadline)
relative_day = _in_active_language(dates.relative_day)
duration = _in_active_language(dates.duration)
hours = _in_active_language(dates.hours)
time_between = _in_active_language(dates.time_between)
number = _in_active_language(numbers.number)
signed = _in_active_language(numbers.signed)
percent = _in_active_language(numbers.percent)
kroner = _in_active_language(numbers.kroner)
number_word = _in_active_language(numbers.number_word)
counted = _in_active_language(numbers.counted)
ordinal = _in_active_language(numbers.ordinal)
join = _in_active_language(numbers.join)


def say(value: object) -> str:
    """One value in words, by its type: date, moment, number, kroner, list, the name of a state …"""
    return sentences.say(value, active_language(), translation.gettext)


def sentence(msgid: str, **values: object) -> str:
    """A msgid translated and filled with values said by their type."""
    return sentences.fill(msgid, values, active_language(), translation.gettext)


def sentence_for(said: DomainError | Told, **more: object) -> str:
    """What an error or a fact says, in the active language. ``more`` adds values, such as ``who``."""
    if isinstance(said, DomainError):
        return sentence(said.message, **{**said.values, **more})
    return sentence(said.sentence, **{**_typed(said.data()), **more})


def _typed(data: Mapping[str, object]) -> dict[str, object]:
    """A fact stores ISO text; the house's names (…_on, …_at) say what it was."""
    values = dict(data)
    for name, value in data.items():
        if isinstance(value, str) and name.endswith("_on"):
            values[name] = date.fromisoformat(value)
        elif isinstance(value, str) and name.endswith("_at"):
            values[name] = datetime.fromisoformat(value)
    return values
