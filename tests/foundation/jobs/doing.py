"""Handlers that tests wire in, and what they have been told to do."""

from collections.abc import Callable

from lederloft.foundation.jobs.api import Job

seen: list[Job] = []
act: list[Callable[[Job], None]] = []  # the last one is what `note` does


def note(job: Job) -> None:
    seen.append(job)
    if act:
        act[-1](job)
