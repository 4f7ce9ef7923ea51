"""What the floors above put right after a restore. Filled by config/wiring.py, so that nobody imports upward."""

from collections.abc import Callable, Mapping

from django.utils.module_loading import import_string

PutRight = Callable[[], int]

_wired: dict[str, PutRight] = {}


def connect(after_restore: Mapping[str, str]) -> None:
    """Replace the table of name → dotted name of ``put_right() -> int``; ImportError for one that leads nowhere."""
    found: dict[str, PutRight] = {name: import_string(dotted) for name, dotted in after_restore.items()}
    _wired.clear()
    _wired.update(found)


def put_right() -> dict[str, int]:
    """Run them all on the restored databases; returns what each counted. No server may run. Harmless to repeat."""
    return {name: run() for name, run in _wired.items()}
