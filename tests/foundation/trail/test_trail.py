"""The trail is written by the act itself, found from the object, and says when every municipality was read."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import (
    Fact,
    NobodyActs,
    Via,
    across_municipalities,
    bound,
    list_history,
    record,
    record_all,
)
from lederloft.foundation.trail.models import InstallationEntry
from tests.makers import make_municipality

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class SeatMoved(Fact):
    seat_id: int
    unit_id: int | None = None
    minutes: int = 0
    about: ClassVar[dict[str, str]] = {"seat_id": "x.seat", "unit_id": "x.unit"}


def test_a_fact_needs_somebody_who_acts() -> None:
    with scope(make_municipality().id), pytest.raises(NobodyActs):
        record(SeatMoved(seat_id=1))


def test_history_is_found_from_everything_a_fact_is_about() -> None:
    here, there = make_municipality(), make_municipality()
    for municipality in (here, there):
        with (
            scope(municipality.id),
            bound(account_id=5, via=Via.SESSION, municipality_id=municipality.id, on_behalf_of_account_id=6),
        ):
            record(SeatMoved(seat_id=1, unit_id=2, minutes=30), because="Rommet var opptatt.")
            record(SeatMoved(seat_id=3))
    with scope(here.id):
        (moved,) = list_history("x.seat", 1)
        assert list_history("x.unit", 2) == [moved]
        assert moved.data == {"seat_id": 1, "unit_id": 2, "minutes": 30}
        assert (moved.account_id, moved.on_behalf_of_account_id, moved.because) == (5, 6, "Rommet var opptatt.")
        assert list_history("x.unit", 3) == []


def test_reading_every_municipality_is_itself_a_fact() -> None:
    made = {make_municipality().id, make_municipality().id}
    assert {municipality.id for municipality in across_municipalities(reason="retention")} >= made
    entry = InstallationEntry.objects.get()
    assert (entry.kind, entry.data) == ("trail.EveryMunicipalityRead", {"reason": "retention"})


def test_many_facts_are_written_in_as_many_statements_as_one() -> None:
    municipality = make_municipality()
    counts = []
    for facts in (1, 50):
        with (
            scope(municipality.id),
            bound(account_id=5, via=Via.JOB, municipality_id=municipality.id) as binding,
            CaptureQueriesContext(connection) as queries,
        ):
            record_all([SeatMoved(seat_id=n, unit_id=9) for n in range(facts)])
        assert len(binding.facts) == facts
        counts.append(len(queries))
    assert counts[0] == counts[1]
    with scope(municipality.id):
        assert len(list_history("x.unit", 9)) == 51
        assert [h.data["seat_id"] for h in list_history("x.seat", 49)] == [49]
