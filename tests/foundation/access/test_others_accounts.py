"""One municipality's IT weakens nothing that opens another's door."""

import pytest

from lederloft.foundation.access.account_errors import BelongsElsewhereToo
from lederloft.foundation.access.api import (
    AccountNotFound,
    demand_two_step,
    disable_account,
    enable_account,
    find_acting_by_token,
    has_two_step,
    list_accounts,
    remove_lost_two_step,
)
from lederloft.foundation.access.models import Account, Membership
from lederloft.foundation.acting.values import Acting, Role, upkeep
from lederloft.foundation.calendars.api import read_feed
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.tenancy.api import Municipality, scope
from tests.faces.web.entrance.visits import give_two_step
from tests.foundation.access.test_disabling import feed_of, token_for
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Municipality:
    return make_municipality()


@pytest.fixture
def it(here: Municipality) -> Acting:
    return acting_for(here, make_account(here, Role.IT))


@pytest.fixture
def coach(here: Municipality) -> Account:
    account = make_account(here, Role.COACH)
    Membership.objects.create(account=account, municipality=make_municipality())
    give_two_step(account)
    Account.objects.filter(id=account.id).update(two_step_demanded=True, last_login=clock.now())
    return account


def test_who_belongs_elsewhere_too_keeps_her_code_and_the_demand(coach: Account, it: Acting) -> None:
    with pytest.raises(BelongsElsewhereToo):
        demand_two_step(coach.public_key, is_demanded=False, acting=it)
    with pytest.raises(BelongsElsewhereToo):
        remove_lost_two_step(coach.public_key, acting=it)
    assert has_two_step(coach.id)
    assert Account.objects.get(id=coach.id).two_step_demanded
    operator = upkeep(municipality_id=it.municipality_id)
    remove_lost_two_step(coach.public_key, acting=operator)
    assert not has_two_step(coach.id)


def test_once_she_is_shut_elsewhere_her_own_municipality_helps_her(
    here: Municipality, coach: Account, it: Acting
) -> None:
    others = Membership.objects.filter(account=coach).exclude(municipality_id=it.municipality_id)
    others.update(disabled_at=clock.now())
    key, feed = token_for(acting_for(here, coach)), feed_of(acting_for(here, coach))
    remove_lost_two_step(coach.public_key, acting=it)
    assert not has_two_step(coach.id)
    assert find_acting_by_token(key) is None
    with pytest.raises(NotFound):
        read_feed(feed)


def test_who_is_shut_here_is_out_of_reach_until_she_is_opened_again(
    here: Municipality, coach: Account, it: Acting
) -> None:
    disable_account(coach.public_key, acting=it)
    for is_demanded in (False, True):
        with pytest.raises(AccountNotFound):
            demand_two_step(coach.public_key, is_demanded=is_demanded, acting=it)
    with pytest.raises(AccountNotFound):
        remove_lost_two_step(coach.public_key, acting=it)

    def seen() -> object:
        with scope(here.id):
            return next(one.last_sign_in_at for one in list_accounts() if one.account_id == coach.id)

    assert seen() is None
    enable_account(coach.public_key, acting=it)
    assert seen() is not None
