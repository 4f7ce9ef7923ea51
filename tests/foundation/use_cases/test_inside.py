"""An act of the installation that reaches into a municipality: each trail its own part, and the jobs that follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pytest

from lederloft.config import wiring
from lederloft.foundation.acting.values import Acting, upkeep
from lederloft.foundation.jobs import api as jobs
from lederloft.foundation.jobs.models import QueuedJob
from lederloft.foundation.tenancy.api import Municipality, current_municipality, scope
from lederloft.foundation.trail.api import Fact, record
from lederloft.foundation.trail.models import InstallationEntry, TrailEntry
from lederloft.foundation.use_cases.api import inside, subscribe, use_case
from tests.makers import make_municipality

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class Founded(Fact):
    municipality_id: int


@dataclass(frozen=True, kw_only=True)
class Furnished(Fact):
    municipality_id: int
    about: ClassVar[dict[str, str]] = {"municipality_id": "tenancy.municipality"}


def do_nothing(job: jobs.Job) -> None:
    pass


@pytest.fixture(autouse=True)
def _wired() -> Iterator[None]:
    jobs.connect({"test.greet": f"{__name__}.do_nothing"})
    subscribe({Furnished.kind(): ("test.greet",)})
    yield
    wiring.connect()


@use_case(may=lambda acting, subject: acting.is_upkeep)
def add_furniture(municipality_id: int, *, acting: Acting) -> None:
    assert current_municipality() == acting.municipality_id == municipality_id
    record(Furnished(municipality_id=municipality_id))


@use_case(may=lambda acting, subject: acting.is_upkeep)
def found(slug: str, *, fail: bool = False, acting: Acting) -> int:
    municipality = Municipality.objects.create(slug=slug)
    record(Founded(municipality_id=municipality.id))
    with inside(municipality.id, acting=acting) as there:
        add_furniture(municipality.id, acting=there)
    assert current_municipality() is None
    if fail:
        raise ZeroDivisionError
    return municipality.id


def test_each_trail_gets_its_own_part_and_the_jobs_start_there() -> None:
    municipality_id = found("vik", acting=upkeep(municipality_id=None))
    assert InstallationEntry.objects.get().kind == Founded.kind()
    with scope(municipality_id):
        assert TrailEntry.objects.get().kind == Furnished.kind()
    job = QueuedJob.objects.get()
    assert (job.kind, job.municipality_id, job.ids) == (
        "test.greet",
        municipality_id,
        {"municipality_id": municipality_id},
    )


def test_nothing_of_it_stays_when_the_act_fails() -> None:
    other = make_municipality()
    with pytest.raises(ZeroDivisionError):
        found("vik", fail=True, acting=upkeep(municipality_id=None))
    assert list(Municipality.objects.all()) == [other]
    assert not QueuedJob.objects.exists()
    assert not InstallationEntry.objects.exists()
