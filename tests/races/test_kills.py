"""Nothing acknowledged is lost: the real server and worker killed under load, and the database too, on both engines."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.postgres import Databases
from tests.races.site import Site, open_site
from tests.sqlite import SqliteFiles

pytestmark = pytest.mark.races

BACK_WITHIN = 5.0  # seconds, on a machine that has nothing else to do


@pytest.fixture
def undo() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def kill_and_audit(site: Site, *, app_kills: int, database_kills: int, writes: int) -> list[str]:
    """The whole story, and what the auditor finds wrong: everything acknowledged shall be there exactly once."""
    crowd = site.crowd()
    crowd.start()
    on_postgresql = isinstance(site.databases, Databases)
    while site.tally.app_kills < app_kills:
        site.kill_app(crowd, with_worker=site.tally.app_kills % 3 == 2)
        if on_postgresql and site.tally.database_kills < min(database_kills, site.tally.app_kills):
            site.kill_database(crowd)
    while crowd.acknowledged() < writes:
        time.sleep(0.2)
    crowd.finish()
    acknowledged = site.ledger.read()
    wrong = site.audit.faults(acknowledged)
    assert crowd.repeated() >= app_kills, "each counted kill cut a request, and it was repeated"
    site.settle()
    wrong += site.audit.letters(site.post.letters, kills=site.tally.worker_kills + site.tally.database_kills)
    health = site.check()
    assert (health["ready"], health["checks"]["jobs"]) == (True, "ok")
    assert site.tally.slowest < BACK_WITHIN
    told = f"{len(acknowledged)} acknowledged, {crowd.repeated()} repeated, {len(site.post.letters)} letters"
    print(f"{site.tally} {told}")
    return wrong


def test_nothing_acknowledged_is_lost_when_the_site_is_killed(
    real_databases: Databases | SqliteFiles, tmp_path: Path, undo: ExitStack
) -> None:
    site = open_site(undo, real_databases, tmp_path / "data")
    assert kill_and_audit(site, app_kills=10, database_kills=3, writes=200) == []


@pytest.mark.prove
def test_two_hundred_kills_of_the_site_and_fifty_of_the_database_lose_nothing(
    real_databases: Databases | SqliteFiles, tmp_path: Path, undo: ExitStack
) -> None:
    site = open_site(undo, real_databases, tmp_path / "data")
    assert kill_and_audit(site, app_kills=100, database_kills=50, writes=10_000) == []


def test_an_acknowledgement_before_the_commit_is_found(
    real_databases: Databases | SqliteFiles, tmp_path: Path, undo: ExitStack
) -> None:
    """The same clients and the same questions, on a site with that fault in it."""
    site = open_site(undo, real_databases, tmp_path / "data", "tests.races.settings_too_early")
    crowd = site.crowd(leaders=False)
    crowd.start()
    for _ in range(2):
        site.kill_app(crowd, with_worker=False, seconds=(0.5, 1.0))
    crowd.finish()
    assert site.audit.lost(site.ledger.read()) != []
