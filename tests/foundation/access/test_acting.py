"""Roles have a period and a reach, and are lent to a stand-in for a period."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from lederloft.foundation.access.api import get_acting
from lederloft.foundation.access.models import Account, RoleGrant, StandIn
from lederloft.foundation.acting.values import Role, ScopeKind
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import Municipality, scope
from lederloft.foundation.trail.api import Via
from tests.makers import make_account, make_municipality

pytestmark = pytest.mark.django_db


def _roles_on(day: date, account: Account, municipality: Municipality) -> set[tuple[Role, int | None]]:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Oslo"))
    with clock.frozen_at(noon):
        acting = get_acting(account.id, municipality.id, via=Via.SESSION)
    return {(g.role, g.lent_by_account_id) for g in acting.grants}


def test_a_role_holds_from_its_first_day_to_its_last() -> None:
    here = make_municipality()
    account = make_account(here)
    with scope(here.id):
        RoleGrant.objects.create(
            account=account,
            role=Role.UNIT_HEAD,
            scope_kind=ScopeKind.UNIT,
            scope_id=7,
            valid_from=date(2024, 2, 1),
            valid_to=date(2024, 6, 30),
        )
    assert _roles_on(date(2024, 1, 31), account, here) == set()
    assert _roles_on(date(2024, 2, 1), account, here) == {(Role.UNIT_HEAD, None)}
    assert _roles_on(date(2024, 6, 30), account, here) == {(Role.UNIT_HEAD, None)}
    assert _roles_on(date(2024, 7, 1), account, here) == set()


def test_a_stand_in_borrows_the_roles_for_the_period_but_not_the_keys_to_the_system() -> None:
    here = make_municipality()
    absent = make_account(here, Role.BUDGET_HOLDER, Role.IT, Role.LEADER)
    other = make_account(here, Role.LEADER)
    with scope(here.id):
        StandIn.objects.create(
            absent_account=absent, stand_in_account=other, valid_from=date(2024, 3, 1), valid_to=date(2024, 3, 10)
        )
    own = {(Role.LEADER, None)}
    assert _roles_on(date(2024, 2, 29), other, here) == own
    assert _roles_on(date(2024, 3, 10), other, here) == own | {(Role.BUDGET_HOLDER, absent.id)}
    assert _roles_on(date(2024, 3, 11), other, here) == own


def test_roles_of_one_municipality_are_nothing_in_another() -> None:
    here, there = make_municipality(), make_municipality()
    account = make_account(here, Role.DEVELOPMENT_OFFICE)
    with pytest.raises(NotAllowed):
        get_acting(account.id, there.id, via=Via.SESSION)


def test_a_disabled_account_acts_no_more() -> None:
    here = make_municipality()
    account = make_account(here, Role.LEADER)
    account.is_active, account.disabled_at = False, clock.now()
    account.save()
    with pytest.raises(NotAllowed):
        get_acting(account.id, here.id, via=Via.SESSION)
