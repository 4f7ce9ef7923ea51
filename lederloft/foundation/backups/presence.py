"""Who uses the databases right now: each server and worker holds a lock for as long as it lives, however it dies."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Present:
    """A running process of ours on this machine."""

    kind: str
    pid: int


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "running"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def present_as(kind: str) -> Iterator[None]:
    """Hold the lock of one process: "server" or "worker"."""
    path = _folder() / f"{kind}-{os.getpid()}"
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def list_present() -> list[Present]:
    """The processes that hold a lock; leftovers of dead ones are swept."""
    found = []
    for path in sorted(_folder().iterdir()):
        kind, _dash, pid = path.name.rpartition("-")
        try:
            with path.open("r+") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink(missing_ok=True)
        except BlockingIOError:
            found.append(Present(kind, int(pid)))
        except FileNotFoundError:
            continue
    return found


def stop_present(*, within_seconds: float = 30) -> list[Present]:
    """Ask every process to stop and wait; returns those that still run."""
    for process in list_present():
        os.kill(process.pid, signal.SIGTERM)
    until = time.monotonic() + within_seconds
    while (left := list_present()) and time.monotonic() < until:
        time.sleep(0.1)
    return left
