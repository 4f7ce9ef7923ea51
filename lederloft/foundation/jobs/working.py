"""The worker: `lederloft work`."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from django.db import close_old_connections, connections

from lederloft.foundation.errors.values import failure_name
from lederloft.foundation.jobs import claims
from lederloft.foundation.jobs.running import Line, run_claimed
from lederloft.foundation.jobs.schedule import Schedule

logger = logging.getLogger("lederloft.jobs")

POLL_SECONDS = 1.0
RENEW_SECONDS = 15.0  # a quarter of the lease, so that a lock of half a minute costs nothing
TICK_SECONDS = 30.0
GRACE_SECONDS = 20.0


class Rounds:
    """Does one round after another; a fault of the database is told once, and the next round tries again."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._last_failure = ""

    def try_one(self, act: Callable[[], None]) -> bool:
        """One round; True when nothing went wrong."""
        close_old_connections()
        try:
            act()
        except Exception as error:  # a worker outlives whatever goes wrong in a round
            if failure_name(error) != self._last_failure:
                logger.warning("%s: %s, trying again", self._what, failure_name(error))
            self._last_failure = failure_name(error)
            return False
        if self._last_failure:
            logger.warning("%s: well again", self._what)
        self._last_failure = ""
        return True


class Heartbeat(threading.Thread):
    """Renews the leases of the jobs at work, carries their progress out and the wish to stop in."""

    def __init__(self, done: threading.Event) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self._done = done
        self._lines: dict[Line, float] = {}  # when last renewed
        self._lock = threading.Lock()

    def follow(self, line: Line) -> None:
        """Look after a job from now on."""
        with self._lock:
            self._lines[line] = time.monotonic()

    def leave(self, line: Line) -> None:
        """The job has ended."""
        with self._lock:
            self._lines.pop(line, None)

    def run(self) -> None:
        """Beat until the worker is done."""
        rounds = Rounds("heartbeat")
        while not self._done.wait(POLL_SECONDS):
            rounds.try_one(self._beat)
        connections.close_all()

    def _beat(self) -> None:
        with self._lock:
            lines = dict(self._lines)
        for line, renewed_at in lines.items():
            if time.monotonic() - renewed_at >= RENEW_SECONDS:
                if not claims.renew(line.claimed.id, line.claimed.claim):
                    line.must_stop = True
                with self._lock:
                    if line in self._lines:
                        self._lines[line] = time.monotonic()
            line.listen()
            line.carry()


def _serve(stop: threading.Event, heartbeat: Heartbeat) -> None:
    """Take and run one job after another until told to stop."""
    found = False

    def once() -> None:
        nonlocal found
        found = False
        claimed = claims.claim_next()
        if claimed is None:
            return
        found = True
        line = Line(claimed, has_heartbeat=True)
        heartbeat.follow(line)
        try:
            run_claimed(line)
        finally:
            heartbeat.leave(line)

    rounds = Rounds("worker")
    while not stop.is_set():
        went_well = rounds.try_one(once)
        if not (found and went_well):
            stop.wait(POLL_SECONDS)
    connections.close_all()


def work(*, threads: int = 2, stop: threading.Event | None = None) -> None:
    """Work until SIGTERM or SIGINT (or ``stop``): no new jobs then, and the ones at work get twenty seconds.

    What isn't finished by then is taken by another worker when its lease has run out.
    """
    stopping = stop or threading.Event()
    if threading.current_thread() is threading.main_thread():

        def on_signal(_number: int, _frame: FrameType | None) -> None:
            stopping.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, on_signal)
    done = threading.Event()
    heartbeat = Heartbeat(done)
    heartbeat.start()
    hands = [
        threading.Thread(target=_serve, args=(stopping, heartbeat), name=f"worker-{n}", daemon=True)
        for n in range(threads)
    ]
    for hand in hands:
        hand.start()
    schedule = Schedule()

    def tick() -> None:
        claims.give_up_lost()
        schedule.enqueue_due()

    rounds = Rounds("schedule")
    logger.info("working with %s threads", threads)
    while not stopping.is_set():
        rounds.try_one(tick)
        stopping.wait(TICK_SECONDS)
    until = time.monotonic() + GRACE_SECONDS
    for hand in hands:
        hand.join(max(0.0, until - time.monotonic()))
    done.set()
    with suppress(RuntimeError):
        heartbeat.join(5)
    connections.close_all()
    logger.info("stopped")
