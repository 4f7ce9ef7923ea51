"""Filling a sentence with values, each said by its type."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol, runtime_checkable

from lederloft.foundation.wording.dates import duration, long_date, moment
from lederloft.foundation.wording.language import DASH, Language, bind
from lederloft.foundation.wording.numbers import InKroner, join, kroner, number

Translate = Callable[[str], str]

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}", re.IGNORECASE)


@runtime_checkable
class Named(Protocol):
    """A value that is said by a sentence of its own, such as the name of a state."""

    @property
    def msgid(self) -> str:
        """The bokmål text, to be translated."""
        ...


class UnknownPlaceholder(LookupError):
    """A sentence names a value that nobody gave: a fault in the program or in a translation."""


def placeholders(sentence: str) -> frozenset[str]:
    """The names in braces, to compare a sentence with its translation or with the values of its error."""
    return frozenset(_PLACE.findall(sentence))


def say(value: object, language: Language, translate: Translate) -> str:
    """One value in words, by its type. Text is given back untouched: nothing in it is read as a template."""
    if isinstance(value, Named):
        return translate(value.msgid)
    if isinstance(value, str):
        return str(value)
    if value is None:
        return DASH
    if isinstance(value, bool):
        return translate("ja") if value else translate("nei")
    if isinstance(value, int | float | Decimal):
        return _say_number(value, language)
    if isinstance(value, date | time | timedelta):
        return _say_time(value, language)
    if isinstance(value, InKroner):
        return kroner(language, value)
    if isinstance(value, Collection) and not isinstance(value, bytes | Mapping):
        return join(language, [say(item, language, translate) for item in value])
    return str(value)


def _say_number(value: int | float | Decimal, language: Language) -> str:
    # Four digits may stand without a space in Norwegian, and a year must.
    if isinstance(value, int) and abs(value) < 10_000:
        return str(value).replace("-", "−")
    return number(language, value)


def _say_time(value: date | time | timedelta, language: Language) -> str:
    if isinstance(value, datetime):
        return moment(language, value)
    if isinstance(value, date):
        return long_date(language, value)
    if isinstance(value, time):
        return f"{value.hour}.{value.minute:02}"
    return duration(language, round(value.total_seconds() / 60))


def fill(msgid: str, values: Mapping[str, object], language: Language, translate: Translate) -> str:
    """The sentence translated, bound with no-break spaces and filled. Only plain {names} are places."""

    def value_of(place: re.Match[str]) -> str:
        name = place.group(1)
        if name not in values:
            raise UnknownPlaceholder(f"«{msgid}» has no value for {{{name}}}")
        return say(values[name], language, translate)

    return _PLACE.sub(value_of, bind(translate(msgid)))


__all__ = ["Named", "Translate", "UnknownPlaceholder", "fill", "placeholders", "say"]
