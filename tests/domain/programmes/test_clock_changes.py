"""R11: over every clock change of 2026–2035 the hours that count are real hours, and no gathering begins in a gap."""

from datetime import date, time, timedelta

import pytest

from lederloft.domain.programmes import rules
from lederloft.domain.programmes.values import GatheringPlan
from lederloft.foundation.clock.values import TimeDoesNotExist, TimeHappensTwice
from lederloft.foundation.wording.api import sentence_for
from tests.foundation.clock.test_values import AUTUMN, SPRING

OVER_NIGHT = [*((day, 7) for day in SPRING), *((day, 9) for day in AUTUMN)]


def clean(plan: GatheringPlan) -> rules.CleanGathering:
    return rules.clean_gathering(plan, number=1, expected_minutes=180)


@pytest.mark.parametrize(("day", "hours"), OVER_NIGHT, ids=str)
def test_a_night_counts_the_hours_that_passed(day: date, hours: int) -> None:
    eve = day - timedelta(days=1)
    assert clean(GatheringPlan("", eve, time(22), time(6), ends_on=day, place="Fjellet")).counted_minutes == hours * 60
    # The same hours on the clock a day before and a day after are eight.
    for other in (eve - timedelta(days=1), day):
        plan = GatheringPlan("", other, time(22), time(6), ends_on=other + timedelta(days=1), place="Fjellet")
        assert clean(plan).counted_minutes == 8 * 60


@pytest.mark.parametrize("day", [*SPRING, *AUTUMN], ids=str)
def test_the_day_of_a_change_counts_as_any_other(day: date) -> None:
    assert clean(GatheringPlan("", day, time(9), time(12), place="Rom 1")).counted_minutes == 180


@pytest.mark.parametrize("day", SPRING, ids=str)
@pytest.mark.parametrize("at", [time(2), time(2, 30), time(2, 59)], ids=str)
def test_a_time_that_does_not_exist_is_refused_with_its_explanation(day: date, at: time) -> None:
    for plan in (
        GatheringPlan("", day, at, time(12), place="Rom 1"),
        GatheringPlan("", day - timedelta(days=1), time(22), at, ends_on=day, place="Rom 1"),
    ):
        with pytest.raises(TimeDoesNotExist) as refusal:
            clean(plan)
        told = sentence_for(refusal.value).replace("\u00a0", " ")
        assert f"finnes ikke {day.day}. mars" in told
        assert "stilles klokka fram fra kl. 2.00 til kl. 3.00" in told
        assert "Det nærmeste tidspunktet som finnes, er kl. " in told


@pytest.mark.parametrize("day", AUTUMN, ids=str)
def test_a_time_that_comes_twice_is_refused_with_its_explanation(day: date) -> None:
    with pytest.raises(TimeHappensTwice) as refusal:
        clean(GatheringPlan("", day, time(2, 30), time(5), place="Rom 1"))
    assert f"kommer to ganger {day.day}. oktober" in sentence_for(refusal.value).replace("\u00a0", " ")
