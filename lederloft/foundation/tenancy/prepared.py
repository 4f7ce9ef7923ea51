"""Questions that every page asks, put into SQL once and then only filled in.

Building a queryset and turning it into SQL costs Django more than the database needs to answer. What is kept is the
text of the question, never a row, and the municipality is filled in from the scope each time: outside one it refuses.

    @prepared
    def _catalogue(is_open_only: bool, /, *, person_id: int) -> QuerySet[Any, Any]:
        return Edition.objects.filter(…).values_list(…)

    rows = _catalogue(True, person_id=acting.person_id, window=Window(7, offset=14))

Positional arguments shape the question (one text for each of them): only what has few values, never a number somebody
outside chooses. Keyword arguments are filled in. They must reach the SQL as they are: no branching on them, no lists;
one with a default may be left out of it by the shape. The queryset is a ``values_list``, not sliced by anything
outside it: ``window`` is filled in too. No more than MOST_QUESTIONS are kept.
"""

import functools
import inspect
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from lederloft.foundation.tenancy.errors import NotPrepared
from lederloft.foundation.tenancy.scopes import pretending, require_municipality

Build = Callable[..., QuerySet[Any, Any]]
Rows = list[tuple[Any, ...]]

MOST_QUESTIONS = 300  # each takes about a hundred kilobytes

_HERE = "municipality"
_FIRST = 7_203_000_000_000_001  # numbers, texts, days and moments that stand for nothing else
_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda place: _FIRST + place,
    str: lambda place: f"prepared-{_FIRST}-{place}",
    date: lambda place: date(1001 + place, 2, 3),
    datetime: lambda place: datetime(1001 + place, 2, 3, 4, 5, 6, tzinfo=UTC),
}


@dataclass(frozen=True)
class Window:
    """Which of the rows to read."""

    limit: int
    offset: int = 0


class _Question:
    """The text, which parameter stands where, and how values come back."""

    def __init__(self, build: Build, shape: tuple[Hashable, ...], kinds: dict[str, type], optional: set[str]) -> None:
        marks = {name: _MARKS[kind](place) for place, (name, kind) in enumerate(kinds.items(), 1)}
        with pretending(_FIRST):
            self._compiler = build(*shape, **marks).query.get_compiler(connection=connection)
            try:
                self._sql, told = self._compiler.as_sql()
            except EmptyResultSet:  # who may see nothing needn't ask
                self._sql = ""
                return
        names = {_adapted(mark): name for name, mark in marks.items()} | {_FIRST: _HERE}
        self._slots = [(names.get(value, ""), value) for value in told]
        missing = kinds.keys() - optional - {name for name, _value in self._slots}
        if missing:
            raise NotPrepared(f"{build.__qualname__}: {', '.join(sorted(missing))} doesn't reach the SQL")
        columns = [one[0] for one in self._compiler.select[: self._compiler.col_count]]
        self._converters = self._compiler.get_converters(columns)

    def ask(self, values: dict[str, Any], window: Window | None) -> Rows:
        """The rows for these values."""
        if not self._sql:
            return []
        sql, told = self._sql, [values[name] if name else constant for name, constant in self._slots]
        if window is not None:
            sql, told = f"{sql} LIMIT %s OFFSET %s", [*told, window.limit, window.offset]
        with connection.cursor() as cursor:
            cursor.execute(sql, told)
            rows: Rows = cursor.fetchall()
        if not self._converters:
            return rows
        return [tuple(row) for row in self._compiler.apply_converters(rows, self._converters)]


_questions: dict[Hashable, _Question] = {}
_keeping = threading.Lock()


def _keep(key: Hashable, question: _Question) -> None:
    """Keep it for the next time; the oldest goes when there are too many."""
    with _keeping:
        _questions[key] = question
        while len(_questions) > MOST_QUESTIONS:
            del _questions[next(iter(_questions))]


def prepared(build: Build) -> Callable[..., Rows]:
    """Make a function that builds a ``values_list`` of municipal rows one that answers with them."""
    return _prepared(build, is_municipal=True)


def prepared_everywhere(build: Build) -> Callable[..., Rows]:
    """The same for tables that belong to no municipality."""
    return _prepared(build, is_municipal=False)


def _prepared(build: Build, *, is_municipal: bool) -> Callable[..., Rows]:
    kinds: dict[str, type] = {
        name: one.annotation
        for name, one in inspect.signature(build).parameters.items()
        if one.kind is inspect.Parameter.KEYWORD_ONLY
    }

    optional = set(build.__kwdefaults__ or ())

    @functools.wraps(build)
    def ask(*shape: Hashable, window: Window | None = None, **values: Any) -> Rows:
        for name, kind in kinds.items():
            if not isinstance(values[name], kind):
                raise NotPrepared(f"{build.__qualname__}: {name} is no {kind.__name__}")
        filled = {name: _adapted(value) for name, value in values.items()}
        if is_municipal:
            filled[_HERE] = require_municipality()
        question = _questions.get((build, shape))
        if question is None:
            question = _Question(build, shape, kinds, optional)
            _keep((build, shape), question)
        return question.ask(filled, window)

    return ask


def _adapted(value: Any) -> Any:
    """As a field of its kind hands it to the database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
