"""Real processes, threads and kills, on a file SQLite and on PostgreSQL with fsync on."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.lanes import ROOT
from tests.postgres import Databases
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races
LEASE = "4"


FIELDS = ("id", "state", "attempts", "progress_done", "progress_total")


class Playground:
    """Commands and workers on databases of their own."""

    def __init__(self, folder: Path, env: dict[str, str], connect: Callable[[], Any]) -> None:
        self.log = folder / "log"
        self.sqlite = folder / "default.sqlite3"
        self.env = os.environ | env | {"PLAYGROUND_LOG": str(self.log), "LEDERLOFT_DATA_DIR": str(folder)}
        self.connect = connect
        self.processes: list[subprocess.Popen[str]] = []

    def start(self, *words: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.foundation.jobs.playground", *map(str, words)]
        process = subprocess.Popen(
            command, env=self.env, cwd=ROOT, text=True, stdout=subprocess.PIPE, start_new_session=True
        )
        self.processes.append(process)
        return process

    def do(self, *words: object) -> Any:
        process = self.start(*words)
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return json.loads(out.splitlines()[-1])

    def events(self, word: str) -> list[tuple[str, ...]]:
        lines = (line.split() for line in self.log.read_text().splitlines())
        return [tuple(line[1:]) for line in lines if line[0] == word]

    def wait_for(self, word: str, count: int = 1, seconds: float = 40) -> list[tuple[str, ...]]:
        until = time.monotonic() + seconds
        while len(found := self.events(word)) < count:
            assert time.monotonic() < until, f"waited {seconds} s for {count} {word}: {self.log.read_text()}"
            time.sleep(0.05)
        return found

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(self.connect()) as connection:
            cursor = connection.execute(sql)
            rows = cursor.fetchall() if cursor.description else []
            connection.commit()
        return rows

    def status(self) -> list[dict[str, Any]]:
        rows = self.query(f"SELECT {', '.join(FIELDS)} FROM jobs_queuedjob ORDER BY id")
        return [dict(zip(FIELDS, row, strict=True)) for row in rows]

    def wait_for_states(self, *states: str, seconds: float = 40) -> list[dict[str, Any]]:
        until = time.monotonic() + seconds
        while True:
            rows = self.status()
            if [job["state"] for job in rows] == list(states):
                return rows
            assert time.monotonic() < until, rows
            time.sleep(0.1)

    def kill(self, process: subprocess.Popen[str]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()

    def clear(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                self.kill(process)
            elif process.stdout:
                process.stdout.close()
        self.processes.clear()
        self.query("DELETE FROM jobs_queuedjob")
        self.log.write_text("")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        files = SqliteFiles(folder)
        files.create()
        yield Playground(folder, files.env(), lambda: sqlite3.connect(folder / "default.sqlite3", timeout=20))
        return
    databases = Databases("safe")
    databases.create()
    yield Playground(folder, databases.env(), lambda: psycopg.connect(databases.url()))
    # The cluster was killed under it: a new object, since the old one's own connection is gone.
    databases.script("start")
    databases.drop()


@pytest.fixture
def ground(place: Playground) -> Iterator[Playground]:
    place.clear()
    yield place
    place.clear()


def test_each_job_is_claimed_by_one_only(ground: Playground) -> None:
    assert ground.do("race", 8, 200) == {"claims": 200, "jobs": 200}


def test_the_same_key_pressed_at_once_makes_one_job(ground: Playground) -> None:
    assert ground.do("same_key", 8, 20) == [1] * 20


def test_three_workers_share_the_queue_and_do_each_job_once(ground: Playground) -> None:
    workers = [ground.start("work", 2, LEASE) for _ in range(3)]
    ground.wait_for("up", 3)
    asked = ground.do("ask", "quick", 150)
    ground.wait_for("done", 150)
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    ground.wait_for("down", 3)
    assert Counter(int(job) for job, *_ in ground.events("done")) == Counter(asked)
    assert {job["state"] for job in ground.status()} == {"done"}


def test_job_of_a_killed_worker_is_taken_again(ground: Playground) -> None:
    victim = ground.start("work", 1, LEASE)
    (job_id,) = ground.do("ask", "slow", 1, 30)
    ground.wait_for("start")
    ground.kill(victim)
    killed_at = time.monotonic()
    ground.start("work", 1, LEASE)
    (done,) = ground.wait_for("done")
    assert time.monotonic() - killed_at < 30
    assert (done[0], done[2]) == (str(job_id), "2")
    assert [job["attempts"] for job in ground.wait_for_states("done")] == [2]


def test_job_longer_than_its_lease_is_run_once(ground: Playground) -> None:
    for _ in range(2):
        ground.start("work", 2, LEASE)
    ground.do("ask", "slow", 1, 60)
    ground.wait_for("done")
    ground.wait_for_states("done")
    assert len(ground.events("start")) == 1


def test_running_job_tells_how_far_it_is_and_stops_when_asked(ground: Playground) -> None:
    ground.start("work", 1, LEASE)
    (job_id,) = ground.do("ask", "slow", 1, 600)
    ground.wait_for("start")
    until = time.monotonic() + 20
    while not (row := ground.status()[0])["progress_done"]:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert row["progress_total"] == 600
    assert ground.do("cancel", job_id) == "running"
    ground.wait_for_states("cancelled")
    assert ground.events("done") == []


def test_job_inside_a_transaction_does_not_wait_for_itself(ground: Playground) -> None:
    ground.start("work", 1, LEASE)
    ground.do("ask", "writing", 1, 20)
    ground.wait_for("done", seconds=15)
    (row,) = ground.wait_for_states("done")
    assert (row["attempts"], row["progress_done"]) == (1, 20)


def test_worker_told_to_stop_finishes_what_it_has_in_hand(ground: Playground) -> None:
    worker = ground.start("work", 1, LEASE)
    ground.do("ask", "slow", 2, 15)
    ground.wait_for("start")
    worker.send_signal(signal.SIGTERM)
    ground.wait_for("down")
    assert worker.wait(10) == 0
    ground.wait_for_states("done", "queued")


def test_worker_told_to_stop_leaves_a_long_job_to_the_next(ground: Playground) -> None:
    worker = ground.start("work", 1, LEASE)
    ground.do("ask", "slow", 1, 80)
    ground.wait_for("start")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(15) == 0, "it doesn't wait longer than its grace"
    ground.start("work", 1, LEASE)
    ground.wait_for("done")
    ground.wait_for_states("done")


def test_many_kills_lose_no_job(ground: Playground) -> None:
    asked = ground.do("ask", "slow", 20, 1)
    for _ in range(4):
        seen = len(ground.events("start"))
        worker = ground.start("work", 2, LEASE)
        ground.wait_for("start", seen + 1)
        ground.kill(worker)
    ground.start("work", 4, LEASE)
    ground.wait_for_states(*["done"] * 20, seconds=60)
    assert {int(job) for job, *_ in ground.events("done")} == set(asked)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_lock_of_twelve_seconds_is_survived(ground: Playground) -> None:
    worker = ground.start("work", 2, "60")
    ground.do("ask", "slow", 1, 40)
    ground.wait_for("start")
    ground.start("lock", ground.sqlite, 12)
    ground.wait_for("locked")
    ground.do("ask", "quick", 5)
    assert ground.events("unlocked"), "the writers waited for the lock"
    ground.wait_for("done", 6)
    rows = ground.wait_for_states(*["done"] * 6)
    assert [row["attempts"] for row in rows] == [1] * 6
    assert worker.poll() is None


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_database_gone_and_back_is_survived(ground: Playground) -> None:
    worker = ground.start("work", 2, LEASE)
    ground.do("ask", "quick", 1)
    ground.wait_for("done", 1)
    subprocess.run([ROOT / "scripts/postgres", "kill", "safe"], check=True)
    time.sleep(3)
    subprocess.run([ROOT / "scripts/postgres", "start", "safe"], check=True)
    assert worker.poll() is None
    ground.do("ask", "quick", 5)
    ground.wait_for("done", 6)
    ground.wait_for_states(*["done"] * 6)
