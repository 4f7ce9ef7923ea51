"""A process of its own on real databases: `python -m tests.foundation.jobs.playground VERB …`.

What the handlers have done is written to the file in PLAYGROUND_LOG, outside the database, one line per event.
"""

import json
import os
import sqlite3
import sys
import threading
import time
from pathlib import Path

import django

LOG = Path(os.environ.get("PLAYGROUND_LOG", "/dev/null"))
HERE = "tests.foundation.jobs.playground"


def say(*words: object) -> None:
    with LOG.open("a") as log:
        log.write(" ".join(str(word) for word in words) + "\n")


# --- handlers


def quick(job) -> None:
    say("start", job.id, os.getpid(), job.attempt)
    say("done", job.id, os.getpid(), job.attempt)


def slow(job) -> None:
    say("start", job.id, os.getpid(), job.attempt)
    for step in range(job.ids["tenths"]):
        job.stop_if_cancelled()
        time.sleep(0.1)
        job.progress(step + 1, job.ids["tenths"])
    say("done", job.id, os.getpid(), job.attempt)


def writing(job) -> None:
    """Holds a transaction while it tells how far it has come."""
    from django.db import transaction

    from lederloft.foundation.tenancy.api import Municipality

    with transaction.atomic():
        Municipality.objects.create(slug=f"made-by-job-{job.id}-{job.attempt}")
        slow(job)


def connect() -> None:
    from lederloft.foundation.jobs.api import connect

    kinds = {name: f"{HERE}.{name}" for name in ("quick", "slow", "writing")}
    connect(kinds, without_municipality=kinds)


# --- verbs


def ask(kind: str, count: str = "1", tenths: str = "1") -> list[int]:
    from lederloft.foundation.jobs.api import enqueue

    return [
        enqueue(kind, ids={"tenths": int(tenths)}, municipality_id=None, account_id=None) for _ in range(int(count))
    ]


def work(threads: str = "2", lease: str = "60") -> None:
    from datetime import timedelta

    from lederloft.foundation.jobs import claims, working

    claims.LEASE = timedelta(seconds=float(lease))
    working.RENEW_SECONDS = float(lease) / 4
    working.POLL_SECONDS = min(1.0, float(lease) / 8)
    working.GRACE_SECONDS = 3.0
    say("up", os.getpid())
    working.work(threads=int(threads))
    say("down", os.getpid())


def cancel(job_id: str) -> str:
    from lederloft.foundation.acting.values import upkeep
    from lederloft.foundation.jobs.api import cancel_job
    from lederloft.foundation.jobs.models import QueuedJob

    key = QueuedJob.objects.get(pk=int(job_id)).public_key
    return cancel_job(key, acting=upkeep(municipality_id=None)).value


def race(threads: str, count: str) -> dict[str, int]:
    """Many threads claim from one queue at once; returns how many claims and how many jobs were claimed."""
    from django.db import connections

    from lederloft.foundation.jobs import claims

    ask("quick", count)
    claimed: list[int] = []
    start = threading.Barrier(int(threads))

    def take() -> None:
        start.wait()
        while (mine := claims.claim_next()) is not None:
            claimed.append(mine.id)
        connections.close_all()

    hands = [threading.Thread(target=take) for _ in range(int(threads))]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return {"claims": len(claimed), "jobs": len(set(claimed))}


def same_key(threads: str, rounds: str) -> list[int]:
    """Many threads ask for the same thing at once; returns how many jobs each round made."""
    from django.db import connections

    from lederloft.foundation.jobs.api import enqueue

    made = []
    for round_ in range(int(rounds)):
        ids: list[int] = []
        start = threading.Barrier(int(threads))

        def press(key: str, start: threading.Barrier, ids: list[int]) -> None:
            start.wait()
            ids.append(enqueue("quick", ids={}, municipality_id=None, account_id=None, key=key))
            connections.close_all()

        hands = [threading.Thread(target=press, args=(f"round-{round_}", start, ids)) for _ in range(int(threads))]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        made.append(len(set(ids)) if len(ids) == int(threads) else -1)
    return made


def lock(path: str, seconds: str) -> None:
    """Hold SQLite's write lock, as a backup or a long import would."""
    holder = sqlite3.connect(path, isolation_level=None, timeout=30)
    holder.execute("BEGIN IMMEDIATE")
    say("locked")
    time.sleep(float(seconds))
    holder.execute("COMMIT")
    say("unlocked")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lederloft.config.settings.test")
    django.setup()
    connect()
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
