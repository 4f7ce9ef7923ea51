"""The real programs on real databases, with clients, a post office and an auditor around them."""

import json
import os
import random
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.postgres import COMMAND, ROOT, Databases
from tests.races.audit import Audit
from tests.races.clients import Client, Crowd, Ledger
from tests.races.post_office import PostOffice
from tests.server import Server, Worker
from tests.sqlite import SqliteFiles

LEADERS, SEATS = 4, 2


@dataclass
class Tally:
    """What was done to the site."""

    app_kills: int = 0
    worker_kills: int = 0
    database_kills: int = 0
    misses: int = 0  # kills nobody's request was hit by: not counted
    slowest: float = 0.0

    def back_after(self, seconds: float) -> None:
        """A machine shared with others is so much slower; what is measured is ours."""
        self.slowest = max(self.slowest, seconds / max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)))


class Site:
    """The programs on real databases, a post office, and the town."""

    def __init__(self, databases: Databases | SqliteFiles, folder: Path, post: PostOffice, settings: str) -> None:
        self.databases = databases
        self.post = post
        env = databases.env() | {
            "DJANGO_SETTINGS_MODULE": settings,
            "EMAIL_PORT": str(self.post.port),
            "PYTHONPATH": str(ROOT),
        }
        self.server, self.worker = Server(env, folder), Worker(env, folder)
        self.env = self.server.env
        self.tally = Tally()
        self.dice = random.Random(20261128)
        self.town = self.prepare()
        self.audit = Audit(databases, self.town)
        self.ledger = Ledger(folder / "acknowledged")

    def prepare(self) -> dict[str, Any]:
        words = [sys.executable, "-m", "tests.races.town", str(LEADERS), str(SEATS)]
        done = subprocess.run(words, cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return {**json.loads(done.stdout), "seats": SEATS}

    def crowd(self, *, leaders: bool = True) -> Crowd:
        return Crowd(self.server.port, self.town, self.ledger, leaders=leaders)

    def start(self) -> None:
        self.worker.start()
        begun = time.monotonic()
        self.server.start()
        self.tally.back_after(time.monotonic() - begun)

    def kill_app(self, crowd: Crowd, *, with_worker: bool, seconds: tuple[float, float] = (0.1, 0.7)) -> None:
        """SIGKILL to the server and its children at a random moment with somebody's request in the air."""
        flying = crowd.catch_in_flight(self.dice, seconds=seconds)
        self.server.kill()
        if with_worker:
            self.worker.kill()
            self.tally.worker_kills += 1
        self.tally.app_kills += self.counts(crowd, flying)
        if with_worker:
            self.worker.start()
        begun = time.monotonic()
        self.server.start()
        self.tally.back_after(time.monotonic() - begun)

    def kill_database(self, crowd: Crowd) -> None:
        """As if the database's machine lost power; the site stays up and says 503 until it is back."""
        assert isinstance(self.databases, Databases)
        crowd.catch_in_flight(self.dice, seconds=(0.1, 0.7))
        caught = time.monotonic()
        self.databases.script("kill")
        dead = time.monotonic()
        time.sleep(self.dice.uniform(0, 0.3))
        self.databases.script("start")
        before, begun = crowd.acknowledged(), time.monotonic()
        while crowd.acknowledged() == before:
            assert time.monotonic() < begun + 30
            time.sleep(0.02)
        self.tally.back_after(time.monotonic() - begun)
        was_hit = crowd.refused_between(caught - 1, dead) > 0
        self.tally.database_kills += was_hit
        self.tally.misses += not was_hit

    def counts(self, crowd: Crowd, flying: list[tuple[Client, str]]) -> bool:
        was_cut = crowd.was_cut(flying)
        self.tally.misses += not was_cut
        return was_cut

    def settle(self) -> None:
        """Until the worker has sent what is left, also what the killed ones had in hand."""
        until = time.monotonic() + 180
        self.worker.stop()  # what it has in hand itself is no leftover
        self.audit.let_leases_lapse()
        self.worker.start()
        while self.audit.unfinished():
            assert time.monotonic() < until, f"{self.audit.unfinished()} mails and jobs left"
            time.sleep(0.2)

    def check(self) -> dict[str, Any]:
        done = subprocess.run([COMMAND, "check", "--json"], cwd=ROOT, env=self.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        return told


def open_site(
    undo: ExitStack, databases: Databases | SqliteFiles, folder: Path, settings: str = "tests.races.settings"
) -> Site:
    site = Site(databases, folder, undo.enter_context(PostOffice()), settings)
    undo.callback(site.ledger.close)
    undo.callback(site.worker.kill)
    undo.callback(site.server.kill)
    if isinstance(databases, Databases):
        undo.callback(databases.script, "start")
    site.start()
    return site
