"""Who uses the databases right now: each server and worker holds a lock for as long as it lives, however it dies."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from lederloft.foundation.backups.errors import StillRunning


@dataclass(frozen=True)
class Present:
    """A running process of ours on this machine."""

    kind: str
    pid: int


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "running"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _gate() -> Path:
    return _folder().with_name("running.gate")


@contextmanager
def present_as(kind: str) -> Iterator[None]:
    """Hold the lock of one process: "server" or "worker". Waits while a restore goes on."""
    path = _folder() / f"{kind}-{os.getpid()}"
    with _gate().open("a") as gate, path.open("w") as file:
        fcntl.flock(gate, fcntl.LOCK_SH)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def alone(*, within_seconds: float) -> Iterator[None]:
    """Keep every process of ours out until done; raises StillRunning when one is in and stays.

    A server's children hold its lock until they have ended too.
    """
    until = time.monotonic() + within_seconds
    with _gate().open("a") as gate:
        while True:
            try:
                fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise StillRunning(who=", ".join(f"{p.kind} {p.pid}" for p in list_present())) from None
                time.sleep(0.1)
        yield


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


def stop_present(*, within_seconds: float = 30) -> None:
    """Ask every process to stop, also one that starts meanwhile, and wait for it."""
    asked: set[int] = set()
    until = time.monotonic() + within_seconds
    while (left := list_present()) and time.monotonic() < until:
        for process in left:
            if process.pid not in asked:
                asked.add(process.pid)
                with suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGTERM)
        time.sleep(0.1)
