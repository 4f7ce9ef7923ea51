"""What was found out a moment ago, so that many who ask at once cost one asking."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
_forget: list[Callable[[], None]] = []


class Recent(Generic[T]):
    """The answer of ``ask``, kept in this process for as many seconds as ``keep`` gives an answer like it.

    One asks at a time. Who comes meanwhile gets the last answer, and its age; only before the first do all wait.
    """

    def __init__(self, ask: Callable[[], T], *, keep: Callable[[T], float]) -> None:
        self._ask, self._keep = ask, keep
        self._lock = threading.Lock()
        self._last: tuple[T, float] | None = None
        self._asking_since: float | None = None
        _forget.append(self.forget)

    def get(self) -> tuple[T, int]:
        """The answer, and how many seconds old it is. Raises what ``ask`` raises."""
        last = self._last
        if last is not None and time.monotonic() - last[1] < self._keep(last[0]):
            return self._told(last)
        if not self._lock.acquire(blocking=last is None) and last is not None:
            return self._told(last)
        try:
            if self._last is None or self._last is last:  # else another has asked while this one waited
                self._asking_since = time.monotonic()
                self._last = (self._ask(), time.monotonic())
            return self._told(self._last)
        finally:
            self._asking_since = None
            self._lock.release()

    def asking_for(self) -> int:
        """How many seconds ago an asking began that hasn't ended; 0 when nobody asks."""
        since = self._asking_since
        return 0 if since is None else int(time.monotonic() - since)

    def forget(self) -> None:
        """Ask anew the next time."""
        self._last = None

    @staticmethod
    def _told(last: tuple[T, float]) -> tuple[T, int]:
        return last[0], int(time.monotonic() - last[1])


def forget_recent() -> None:
    """Nothing has been asked yet; for tests."""
    for forget in _forget:
        forget()
