"""Many people press «Meld meg på» at once, for fewer seats than there are people."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, local

from bench.machinery import Site
from bench.measuring import write_parts

_AT_ONCE = 16


def seat_race(site: Site, path: str, sessions: Sequence[str]) -> float:
    """The seconds it took."""
    here, ready = local(), Barrier(_AT_ONCE)

    def begin() -> None:
        here.connection = site.connect()
        ready.wait(30)

    def press(session: str) -> int:
        return site.ask("POST", path, *write_parts(session), here.connection).status

    with ThreadPoolExecutor(_AT_ONCE, initializer=begin) as pool:
        begun = time.monotonic()
        answers = list(pool.map(press, sessions))
        seconds = time.monotonic() - begun
    if set(answers) != {303}:
        raise SystemExit(f"a press was refused: {sorted(set(answers))}")
    return seconds
