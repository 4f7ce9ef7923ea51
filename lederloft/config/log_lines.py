"""One line for each event, that nobody outside can write in: no text of a request, no values of a fault.

    2026-11-28T09:14:03.201+01:00 WARNING lederloft.refusals 404 GET development_office:offer account=7 from=10.0.0.4

A fault is told by its kind and where it came from, the innermost place first; what it said may hold somebody's name.
Addresses of pages hold secrets (invitations, calendars), so the route's name stands for them.
"""

import logging
import re
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from gunicorn.glogging import Logger

_OSLO = ZoneInfo("Europe/Oslo")
_ROOT = str(Path(__file__).resolve().parents[2]) + "/"
_MOST_PLACES = 12
LONGEST = 4_000
_MALFORMED = re.compile(r"Invalid request from ip=([0-9a-fA-F.:]*[0-9a-fA-F])?")


def printable(text: str) -> str:
    """The text on one line: whatever moves a cursor, ends a line or turns the reading is written as its number."""
    shown = "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "backslashreplace").decode("ascii")
        for sign in text
    )
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def route_of(request: HttpRequest) -> str:
    """The name of the page asked for, never its address."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name if match else "") or "-"


def fault(error: BaseException | None, trace: TracebackType | None) -> str:
    """What kind of fault and where, without a word of what it said."""
    places = [
        f"{frame.filename.removeprefix(_ROOT)}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(trace)[-_MOST_PLACES:])
    ]
    named = type(error).__name__ if error is not None else "fault"
    cause = error.__cause__ if error is not None else None
    because = f" because {type(cause).__name__}" if cause is not None else ""
    return f"{named}{because} in {' < '.join(places) or 'no place'}"


class LineFormatter(logging.Formatter):
    """Every record of ours, of the libraries' and of the web server's, in one form."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.fromtimestamp(record.created, _OSLO).isoformat(timespec="milliseconds")
        parts = [at, record.levelname, record.name, self._message(record)]
        if record.exc_info and not isinstance(record.exc_info, bool):
            parts.append(fault(record.exc_info[1], record.exc_info[2]))
        return printable(" ".join(parts))

    def _message(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):  # Django's own words hold the address asked for
            return f"{getattr(record, 'status_code', '')} {request.method} {route_of(request)}".strip()
        if record.name.startswith("django.security"):  # the same without a request: a host name, a cookie
            return "a suspicious request"
        return record.getMessage()


class ServerLog(Logger):
    """The web server's own words in the same form. It keeps no list of addresses asked for: they hold secrets."""

    def setup(self, cfg: Any) -> None:
        """As the library does it, in our form."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(LineFormatter())

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """«Invalid request from ip=…: …» bears the line or the header as it was sent; what kind it was is enough."""
        malformed = _MALFORMED.match(str(msg))
        if malformed:
            kind = sys.exc_info()[0]
            msg, args = "a malformed request: %s from=%s", (kind.__name__ if kind else "-", malformed[1] or "-")
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """«Error handling request %s» bears the address; the place of the fault is enough."""
        is_own = isinstance(msg, str) and not args  # else an address, or the fault itself with what it says
        super().exception(msg if is_own else "a request broke off", **kwargs)
