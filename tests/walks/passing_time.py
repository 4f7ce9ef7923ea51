"""`lederloft` with a clock that a walk can set forward, so that months pass between two pages.

The product has one source of now and no way to move it from outside. This program, which only walks start, puts that
clock, and Django's for the sessions, ahead by the seconds that a file tells; all else is the command as it is.
"""

import os
import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from django.utils import timezone

from lederloft.faces.commands.main import main
from lederloft.foundation.clock import ticking

AHEAD = "WALK_CLOCK_AHEAD"  # names the file


class Ahead(datetime):
    """What both ask for now."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) + timedelta(seconds=float(Path(os.environ[AHEAD]).read_text()))


if __name__ == "__main__":
    ticking.datetime = timezone.datetime = Ahead
    sys.exit(main())
