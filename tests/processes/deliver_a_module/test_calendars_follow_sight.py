"""Who leads gatherings has them in her calendar, and hears of them, for as long as she may see the edition."""

from datetime import timedelta

import pytest

from lederloft.config import wiring
from lederloft.domain.programmes import api as programmes
from lederloft.foundation.access.api import grant_role, list_roles, withdraw_role
from lederloft.foundation.acting.values import Role, ScopeKind
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import enqueue, run_due
from lederloft.processes.deliver_a_module import api as process
from tests.domain.makers import DAYS, Somebody, Town, a_gathering, at_sign_up, gathering_ids, make_edition, make_town
from tests.processes.deliver_a_module.postbox import calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def holder(town: Town) -> Somebody:
    return town.person(Role.FACILITATOR)


def led_by(holder: Somebody, town: Town) -> int:
    edition_id = make_edition(town)
    process.assign_a_facilitator(edition_id, person_id=holder.person_id, acting=town.office)
    assert len(calendar(town, holder.person_id)) == 3
    return edition_id


def withdraw(holder: Somebody, town: Town, *, in_days: int = 0) -> None:
    it = town.person(Role.IT)
    with town.reading():
        (held,) = list_roles([holder.acting.account_id or 0])
    ceases_on = clock.today() + timedelta(days=in_days)
    withdraw_role(held.grant_id, ceases_on=ceases_on, acting=it.acting)
    run_due()


def tend(town: Town) -> None:
    kind = "deliver_a_module.tend_calendars"
    assert any(entry.kind == kind for entry in wiring.SCHEDULE)
    enqueue(kind, ids={}, municipality_id=town.municipality.id, account_id=None)
    run_due()


def test_a_role_withdrawn_takes_the_gatherings_out_of_the_calendar(town: Town, holder: Somebody) -> None:
    with at_sign_up():
        edition_id = led_by(holder, town)
        withdraw(holder, town)
        assert calendar(town, holder.person_id) == []
        moved = a_gathering(DAYS[0] + timedelta(days=1))
        process.move_a_gathering(gathering_ids(town, edition_id)[0], plan=moved, acting=town.office)
        tend(town)
        assert calendar(town, holder.person_id) == []
        with town.reading():
            assert [one.person_id for one in programmes.list_facilitators(edition_id)] == [holder.person_id]


def test_a_role_that_ends_on_a_day_is_seen_that_night_and_comes_back_with_the_role(
    town: Town, holder: Somebody
) -> None:
    with at_sign_up() as stopped:
        led_by(holder, town)
        withdraw(holder, town, in_days=1)
        assert len(calendar(town, holder.person_id)) == 3
        stopped.forward(timedelta(days=1))
        tend(town)
        assert calendar(town, holder.person_id) == []
        it = town.person(Role.IT)
        grant_role(
            holder.acting.account_id or 0,
            role=Role.FACILITATOR,
            scope_kind=ScopeKind.OWN,
            valid_from=clock.today(),
            acting=it.acting,
        )
        tend(town)
        assert len(calendar(town, holder.person_id)) == 3


def test_who_may_not_see_is_not_invited_when_assigned(town: Town, holder: Somebody) -> None:
    with at_sign_up():
        withdraw(holder, town)
        edition_id = make_edition(town)
        process.assign_a_facilitator(edition_id, person_id=holder.person_id, acting=town.office)
        assert calendar(town, holder.person_id) == []


def test_one_who_sees_it_by_another_role_or_has_a_seat_keeps_it(town: Town) -> None:
    both = town.person(Role.LEADER)
    with at_sign_up():
        edition_id = led_by(both, town)
        process.sign_up(edition_id, acting=both.acting)
        tend(town)
        assert len(calendar(town, both.person_id)) == 3
        withdraw(both, town)
        assert len(calendar(town, both.person_id)) == 3
