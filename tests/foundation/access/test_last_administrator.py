"""However administrators leave, an open member who holds IT stays."""

from datetime import date

import pytest

from lederloft.foundation.access.api import LastAdministrator, disable_account, list_roles, withdraw_role
from lederloft.foundation.access.models import Account, Membership
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import Municipality, scope
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db


def it_role_of(place: Municipality, account: Account) -> int:
    with scope(place.id):
        return next(one.grant_id for one in list_roles([account.id]) if one.role == Role.IT)


def is_open(place: Municipality, account: Account) -> bool:
    return Membership.objects.filter(account=account, municipality=place, disabled_at=None).exists()


def test_an_administrator_who_is_shut_here_is_none() -> None:
    here = make_municipality()
    first, second = make_account(here, Role.IT), make_account(here, Role.IT)
    Membership.objects.create(account=second, municipality=make_municipality())
    disable_account(second.public_key, acting=acting_for(here, first))
    second.refresh_from_db()
    assert second.is_active, "she goes on elsewhere"
    with pytest.raises(LastAdministrator):
        withdraw_role(it_role_of(here, first), acting=acting_for(here, first))
    withdraw_role(it_role_of(here, second), ceases_on=date(2021, 1, 1), acting=acting_for(here, first))


def test_two_who_shut_each_other_leave_one() -> None:
    here = make_municipality()
    first, second = make_account(here, Role.IT), make_account(here, Role.IT)
    one, other = acting_for(here, first), acting_for(here, second)  # both came in before either pressed
    disable_account(second.public_key, acting=one)
    with pytest.raises(LastAdministrator):
        disable_account(first.public_key, acting=other)
    assert is_open(here, first)


def test_others_are_shut_as_before_and_another_municipality_counts_for_nothing() -> None:
    here, there = make_municipality(), make_municipality()
    boss, leader = make_account(here, Role.IT), make_account(here, Role.LEADER)
    stranger = make_account(there, Role.IT)
    Membership.objects.create(account=stranger, municipality=here)
    disable_account(leader.public_key, acting=acting_for(here, boss))
    disable_account(stranger.public_key, acting=acting_for(here, boss))
    assert not is_open(here, leader)
    assert not is_open(here, stranger)
    Membership.objects.filter(account=stranger, municipality=here).update(disabled_at=None)
    with pytest.raises(LastAdministrator):
        withdraw_role(it_role_of(here, boss), ceases_on=clock.today(), acting=acting_for(here, boss))
