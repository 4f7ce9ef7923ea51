"""Which municipality the running code works for. Everything municipal fails closed without it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from lederloft.foundation.tenancy.errors import ForeignScope, OutsideScope

_current: ContextVar[int | None] = ContextVar("municipality", default=None)


def current_municipality() -> int | None:
    """The id of the municipality in scope, or None."""
    return _current.get()


def require_municipality() -> int:
    """The id of the municipality in scope; raises OutsideScope."""
    municipality_id = _current.get()
    if municipality_id is None:
        raise OutsideScope
    return municipality_id


def _tell_database(municipality_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.municipality', %s, true)", [str(municipality_id)])


@contextmanager
def pretending(municipality_id: int) -> Iterator[None]:
    """Build the text of a question with a number in the municipality's place. Nothing may be asked meanwhile."""
    token = _current.set(municipality_id)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def scope(municipality_id: int) -> Iterator[None]:
    """Work for one municipality. Reopening the same one is harmless; another one inside it raises ForeignScope.

    On PostgreSQL a transaction is opened when none runs, since row-level security reads a transaction-local setting.
    """
    outer = _current.get()
    if outer is not None:
        if outer != municipality_id:
            raise ForeignScope
        yield
        return
    token = _current.set(municipality_id)
    try:
        if connection.vendor != "postgresql":
            yield
        elif connection.in_atomic_block:
            # The transaction ends with the act that opened it, and the setting with the transaction.
            _tell_database(municipality_id)
            yield
        else:
            with transaction.atomic():
                _tell_database(municipality_id)
                yield
    finally:
        _current.reset(token)
