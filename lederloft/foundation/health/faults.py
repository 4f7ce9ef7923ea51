"""Which errors mean that what we stand on is away for a while, and which that the program is wrong."""

import errno
import sqlite3

from django.db import DataError, Error, IntegrityError, InterfaceError, OperationalError, ProgrammingError

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
# SQLite gives one class to all of its own; only the code tells a lock from a table that doesn't exist.
_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
# PostgreSQL: connections, resources (a full disk too), shutting down or cancelled, the system under it.
_SQLSTATE_CLASSES = ("08", "53", "57", "58")
# Read-only, and losing to somebody else: serialization, deadlock, a lock not to be had in time.
_SQLSTATES = frozenset({"25006", "40001", "40P01", "55P03"})


def is_out_of_service(error: BaseException | None) -> bool:
    """Whether the database or the disk is gone, busy, full or read-only, so that a repeat later may do."""
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    if not isinstance(error, Error) or isinstance(error, IntegrityError | DataError | ProgrammingError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in _SQLITE
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_SQLSTATE_CLASSES) or state in _SQLSTATES
    return isinstance(error, OperationalError | InterfaceError)  # no answer at all, or a line that was cut
