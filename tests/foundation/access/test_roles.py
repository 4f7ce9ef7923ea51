"""Roles and stand-ins: who may hand them out, how far they reach, and when they end."""

from datetime import UTC, date, datetime

import pytest

from lederloft.foundation.access.api import (
    account_ids_of,
    end_stand_in,
    grant_role,
    list_roles,
    list_stand_ins,
    name_stand_in,
    person_ids_of,
    withdraw_role,
)
from lederloft.foundation.access.models import Account
from lederloft.foundation.access.role_errors import (
    AccountNotHere,
    LastAdministrator,
    OwnRole,
    OwnStandIn,
    RoleNotThatWide,
    SelfNamed,
    UnknownRoleGrant,
    UnknownStandIn,
)
from lederloft.foundation.acting.values import Acting, Grant, Role, ScopeKind
from lederloft.foundation.clock import api as clock
from lederloft.foundation.dated.api import PeriodEndsBeforeStart
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import Municipality, scope
from lederloft.foundation.trail.api import list_history
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db
TODAY = date(2024, 3, 1)
WHOLE = ScopeKind.MUNICIPALITY


@pytest.fixture(autouse=True)
def _first_of_march():
    with clock.frozen_at(datetime(2024, 3, 1, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def place() -> Municipality:
    return make_municipality()


@pytest.fixture
def it(place: Municipality) -> Acting:
    return acting_for(place, make_account(place, Role.IT))


def held(place: Municipality, account: Account) -> tuple[Grant, ...]:
    return acting_for(place, account).grants


def test_a_role_is_held_from_its_first_day_to_its_last(place: Municipality, it: Acting) -> None:
    account = make_account(place)
    first, last = date(2024, 3, 5), date(2024, 3, 6)
    grant_id = grant_role(
        account.id,
        role=Role.UNIT_HEAD,
        scope_kind=ScopeKind.UNIT,
        scope_id=7,
        valid_from=first,
        valid_to=last,
        acting=it,
    )
    seen = {}
    for day in range(4, 8):
        with clock.frozen_at(datetime(2024, 3, day, 12, tzinfo=UTC)):
            seen[day] = held(place, account)
    grant = (Grant(Role.UNIT_HEAD, ScopeKind.UNIT, 7),)
    assert seen == {4: (), 5: grant, 6: grant, 7: ()}
    with scope(place.id):
        [happened] = list_history("access.rolegrant", grant_id)
        assert (happened.kind, happened.data["begins_on"]) == ("access.RoleGranted", "2024-03-05")
        assert list_history("access.account", account.id) == [happened]


def test_the_same_role_is_given_once(place: Municipality, it: Acting) -> None:
    account = make_account(place)
    first = grant_role(account.id, role=Role.POLITICIAN, scope_kind=WHOLE, valid_from=TODAY, acting=it)
    again = grant_role(account.id, role=Role.POLITICIAN, scope_kind=WHOLE, valid_from=date(2024, 4, 1), acting=it)
    assert again == first
    with scope(place.id):
        assert len(list_roles([account.id])) == 1


def test_a_role_asked_for_longer_is_held_longer(place: Municipality, it: Acting) -> None:
    account = make_account(place)

    def give(first: date, last: date | None) -> int:
        return grant_role(
            account.id, role=Role.POLITICIAN, scope_kind=WHOLE, valid_from=first, valid_to=last, acting=it
        )

    def periods() -> list[tuple[date, date | None]]:
        with scope(place.id):
            return [(one.valid_from, one.valid_to) for one in list_roles([account.id])]

    spring = give(date(2024, 3, 1), date(2024, 3, 31))
    assert give(date(2024, 3, 10), date(2024, 3, 20)) == spring
    assert periods() == [(date(2024, 3, 1), date(2024, 3, 31))]
    assert give(date(2024, 2, 1), date(2024, 4, 30)) == spring
    assert periods() == [(date(2024, 2, 1), date(2024, 4, 30))]
    give(date(2024, 6, 1), date(2024, 6, 30))
    assert give(date(2024, 4, 1), None) == spring
    assert periods() == [(date(2024, 2, 1), None)]
    with scope(place.id):
        assert list_history("access.rolegrant", spring)[0].data["last_on"] is None
    withdraw_role(spring, acting=it)
    assert held(place, account) == ()


@pytest.mark.parametrize(
    ("role", "kind", "scope_id"),
    [
        (Role.LEADER, WHOLE, None),
        (Role.UNIT_HEAD, ScopeKind.UNIT, None),
        (Role.DEVELOPMENT_OFFICE, ScopeKind.UNIT, 7),
        (Role.IT, WHOLE, 7),
        (Role.SUPPLIER, WHOLE, None),
    ],
)
def test_a_role_reaches_no_wider_than_it_may(
    place: Municipality, it: Acting, role: Role, kind: ScopeKind, scope_id: int | None
) -> None:
    account = make_account(place)
    with pytest.raises(RoleNotThatWide):
        grant_role(account.id, role=role, scope_kind=kind, scope_id=scope_id, valid_from=TODAY, acting=it)
    assert held(place, account) == ()


def test_roles_are_given_to_members_only(place: Municipality, it: Acting) -> None:
    stranger = make_account(make_municipality())
    with pytest.raises(AccountNotHere):
        grant_role(stranger.id, role=Role.POLITICIAN, scope_kind=WHOLE, valid_from=TODAY, acting=it)


def test_a_period_runs_forwards(place: Municipality, it: Acting) -> None:
    account = make_account(place)
    with pytest.raises(PeriodEndsBeforeStart):
        grant_role(
            account.id,
            role=Role.POLITICIAN,
            scope_kind=WHOLE,
            valid_from=TODAY,
            valid_to=date(2024, 2, 1),
            acting=it,
        )


@pytest.mark.parametrize("role", [r for r in Role if r != Role.IT])
def test_only_it_gives_roles(place: Municipality, role: Role) -> None:
    account = make_account(place, role)
    with pytest.raises(NotAllowed):
        grant_role(account.id, role=Role.IT, scope_kind=WHOLE, valid_from=TODAY, acting=acting_for(place, account))


def test_a_role_is_withdrawn_at_once(place: Municipality, it: Acting) -> None:
    account = make_account(place)
    grant_id = grant_role(account.id, role=Role.POLITICIAN, scope_kind=WHOLE, valid_from=date(2024, 1, 1), acting=it)
    withdraw_role(grant_id, acting=it)
    assert held(place, account) == ()
    with scope(place.id):
        assert list_roles([account.id])[0].valid_to == date(2024, 2, 29)
    withdraw_role(grant_id, acting=it)
    with scope(place.id):
        assert [h.kind for h in list_history("access.rolegrant", grant_id)] == [
            "access.RoleWithdrawn",
            "access.RoleGranted",
        ]


def test_a_role_that_began_today_leaves_no_day_behind(place: Municipality, it: Acting) -> None:
    account = make_account(place)
    grant_id = grant_role(account.id, role=Role.POLITICIAN, scope_kind=WHOLE, valid_from=TODAY, acting=it)
    withdraw_role(grant_id, acting=it)
    with scope(place.id):
        assert list_roles([account.id]) == []
    with pytest.raises(UnknownRoleGrant):
        withdraw_role(grant_id, acting=it)


def test_the_last_administrator_stays(place: Municipality, it: Acting) -> None:
    with scope(place.id):
        [only] = list_roles([it.account_id or 0])
    with pytest.raises(LastAdministrator):
        withdraw_role(only.grant_id, acting=it)
    second = make_account(place)
    grant_role(second.id, role=Role.IT, scope_kind=WHOLE, valid_from=TODAY, acting=it)
    withdraw_role(only.grant_id, acting=it)
    assert held(place, second) == (Grant(Role.IT, WHOLE),)


def test_a_stand_in_uses_what_may_be_lent_on_somebodys_behalf(place: Municipality, it: Acting) -> None:
    absent = make_account(place, Role.UNIT_HEAD, Role.LEADER, Role.DATA_PROTECTION)
    other = make_account(place)
    name_stand_in(
        absent.id,
        stand_in_account_id=other.id,
        valid_from=TODAY,
        valid_to=date(2024, 3, 10),
        acting=acting_for(place, absent),
    )
    assert held(place, other) == (Grant(Role.UNIT_HEAD, WHOLE, None, absent.id),)
    with clock.frozen_at(datetime(2024, 3, 11, 12, tzinfo=UTC)):
        assert held(place, other) == ()


def test_nobody_lends_what_is_anothers(place: Municipality, it: Acting) -> None:
    absent, other, third = make_account(place, Role.UNIT_HEAD), make_account(place), make_account(place)
    with pytest.raises(NotAllowed):
        name_stand_in(
            absent.id,
            stand_in_account_id=other.id,
            valid_from=TODAY,
            valid_to=TODAY,
            acting=acting_for(place, other),
        )
    name_stand_in(absent.id, stand_in_account_id=other.id, valid_from=TODAY, valid_to=TODAY, acting=it)
    name_stand_in(
        other.id, stand_in_account_id=third.id, valid_from=TODAY, valid_to=TODAY, acting=acting_for(place, other)
    )
    assert held(place, third) == ()


def test_a_stand_in_is_another_and_a_member(place: Municipality, it: Acting) -> None:
    account, stranger = make_account(place), make_account(make_municipality())
    with pytest.raises(OwnStandIn):
        name_stand_in(account.id, stand_in_account_id=account.id, valid_from=TODAY, valid_to=TODAY, acting=it)
    with pytest.raises(AccountNotHere):
        name_stand_in(account.id, stand_in_account_id=stranger.id, valid_from=TODAY, valid_to=TODAY, acting=it)


def test_a_stand_in_is_ended_by_any_of_the_two(place: Municipality, it: Acting) -> None:
    absent, other, third = make_account(place, Role.UNIT_HEAD), make_account(place), make_account(place)
    first, last = date(2024, 2, 1), date(2024, 3, 31)
    stand_in_id = name_stand_in(absent.id, stand_in_account_id=other.id, valid_from=first, valid_to=last, acting=it)
    with pytest.raises(NotAllowed):
        end_stand_in(stand_in_id, acting=acting_for(place, third))
    end_stand_in(stand_in_id, acting=acting_for(place, other))
    assert held(place, other) == ()
    with scope(place.id):
        assert list_stand_ins(absent.id)[0].valid_to == date(2024, 2, 29)
        assert list_stand_ins(other.id) == []
    with pytest.raises(UnknownStandIn):
        end_stand_in(stand_in_id + 1, acting=it)


def test_a_stand_in_that_had_not_begun_goes_altogether(place: Municipality, it: Acting) -> None:
    absent, other = make_account(place), make_account(place)
    later = date(2024, 5, 1)
    stand_in_id = name_stand_in(absent.id, stand_in_account_id=other.id, valid_from=later, valid_to=later, acting=it)
    end_stand_in(stand_in_id, acting=it)
    with scope(place.id):
        assert list_stand_ins() == []


def test_accounts_and_persons_are_matched_here_only(place: Municipality) -> None:
    account, without = make_account(place, person_id=41), make_account(place)
    elsewhere = make_account(make_municipality(), person_id=42)
    with scope(place.id):
        assert person_ids_of([account.id, without.id, elsewhere.id]) == {account.id: 41}
        assert account_ids_of([41, 42]) == {41: account.id}


def test_nobody_gives_herself_a_role_but_another_administrator_does(place: Municipality, it: Acting) -> None:
    mine = it.account_id or 0
    for role in (Role.DEVELOPMENT_OFFICE, Role.DATA_PROTECTION, Role.IT):
        with pytest.raises(OwnRole):
            grant_role(mine, role=role, scope_kind=WHOLE, valid_from=TODAY, acting=it)
    second = acting_for(place, make_account(place, Role.IT))
    grant_role(mine, role=Role.DEVELOPMENT_OFFICE, scope_kind=WHOLE, valid_from=TODAY, acting=second)
    with scope(place.id):
        assert {one.role for one in list_roles([mine])} == {Role.IT, Role.DEVELOPMENT_OFFICE}


def test_nobody_names_herself_a_stand_in(place: Municipality, it: Acting) -> None:
    absent = make_account(place, Role.DEVELOPMENT_OFFICE)
    mine = it.account_id or 0
    with pytest.raises(SelfNamed):
        name_stand_in(absent.id, stand_in_account_id=mine, valid_from=TODAY, valid_to=TODAY, acting=it)
    second = acting_for(place, make_account(place, Role.IT))
    for acting in (second, acting_for(place, absent)):
        assert name_stand_in(absent.id, stand_in_account_id=mine, valid_from=TODAY, valid_to=TODAY, acting=acting)
