"""Shutting an account ends everything it opened, within one request, and nothing of it comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from lederloft.foundation.access.account_errors import OwnAccount, TokenNotFound, TokenPeriod
from lederloft.foundation.access.api import (
    AccountNotFound,
    create_token,
    disable_account,
    enable_account,
    find_acting_by_token,
    get_acting,
    new_token_secret,
    revoke_token,
)
from lederloft.foundation.access.models import Account, ApiToken, Attempt, Membership
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.calendars.api import get_feed_secret, make_feed, read_feed
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed, NotFound
from lederloft.foundation.jobs.api import enqueue, run_due
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import Via
from lederloft.foundation.trail.models import TrailEntry
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db


def token_for(acting: Acting, *, name: str = "uttrekk", days: int = 30) -> str:
    pressed = replace(acting, client_key="0b9f5b4e-0b43-4a3c-8a41-5ad0a2d4f0f1")
    secret = new_token_secret(pressed)
    create_token(name, secret=secret, expires_on=clock.today() + timedelta(days=days), acting=pressed)
    return secret


def feed_of(acting: Acting) -> str:
    make_feed(acting=acting)
    return get_feed_secret(acting) or ""


def test_disabling_ends_sessions_tokens_and_feeds_at_once(client: Client) -> None:
    here = make_municipality()
    account, boss = make_account(here, Role.LEADER), make_account(here, Role.IT)
    client.force_login(account, backend="lederloft.foundation.access.backend.Backend")
    secret, feed = token_for(acting_for(here, account)), feed_of(acting_for(here, account))
    assert client.get("/meg/innlogging").status_code == 200
    assert find_acting_by_token(secret) is not None
    assert read_feed(feed)
    disable_account(account.public_key, acting=acting_for(here, boss))
    assert client.get("/meg/innlogging")["Location"].startswith("/logg-inn")
    assert find_acting_by_token(secret) is None
    with pytest.raises(NotFound):
        read_feed(feed)
    with pytest.raises(NotAllowed):
        get_acting(account.id, here.id, via=Via.SESSION)


def test_enabling_again_brings_no_old_session_token_or_feed_to_life(client: Client) -> None:
    here = make_municipality()
    account, boss = make_account(here, Role.LEADER), make_account(here, Role.IT)
    client.force_login(account, backend="lederloft.foundation.access.backend.Backend")
    secret, feed = token_for(acting_for(here, account)), feed_of(acting_for(here, account))
    disable_account(account.public_key, acting=acting_for(here, boss))
    enable_account(account.public_key, acting=acting_for(here, boss))
    assert client.get("/meg/innlogging")["Location"].startswith("/logg-inn")
    assert find_acting_by_token(secret) is None
    with pytest.raises(NotFound):
        read_feed(feed)
    assert get_acting(account.id, here.id, via=Via.SESSION).has(Role.LEADER)


def test_one_municipality_shuts_its_own_door_only() -> None:
    here, there = make_municipality(), make_municipality()
    coach, boss = make_account(here, Role.COACH), make_account(here, Role.IT)
    Membership.objects.create(account=coach, municipality=there)
    disable_account(coach.public_key, acting=acting_for(here, boss))
    coach.refresh_from_db()
    assert coach.is_active
    assert get_acting(coach.id, there.id, via=Via.SESSION).municipality_id == there.id
    with pytest.raises(NotAllowed):
        get_acting(coach.id, here.id, via=Via.SESSION)


def test_accounts_of_others_are_not_found_and_others_roles_may_not() -> None:
    here, there = make_municipality(), make_municipality()
    account, stranger = make_account(here, Role.LEADER), make_account(there, Role.IT)
    with pytest.raises(AccountNotFound):
        disable_account(account.public_key, acting=acting_for(there, stranger))
    for role in set(Role) - {Role.IT}:
        with pytest.raises(NotAllowed):
            disable_account(account.public_key, acting=acting_for(here, make_account(here, role)))
    assert Account.objects.get(id=account.id).is_active


def test_nobody_shuts_herself_out() -> None:
    here = make_municipality()
    boss = make_account(here, Role.IT)
    with pytest.raises(OwnAccount):
        disable_account(boss.public_key, acting=acting_for(here, boss))


def test_it_is_a_fact_once() -> None:
    here = make_municipality()
    account, boss = make_account(here, Role.LEADER), make_account(here, Role.IT)
    for _ in range(2):
        disable_account(account.public_key, acting=acting_for(here, boss))
    with scope(here.id):
        facts = TrailEntry.objects.filter(kind="access.AccountDisabled")
        assert [(f.account_id, f.data) for f in facts] == [(boss.id, {"account_id": account.id})]


def test_a_token_is_stored_hashed_and_acts_with_the_roles_of_its_account() -> None:
    here = make_municipality()
    account = make_account(here, Role.DEVELOPMENT_OFFICE)
    secret = token_for(acting_for(here, account))
    row = ApiToken.objects.get()
    assert secret not in str(row.__dict__)
    acting = find_acting_by_token(secret)
    assert acting is not None
    assert (acting.account_id, acting.municipality_id, acting.via) == (account.id, here.id, Via.TOKEN)
    assert acting.has(Role.DEVELOPMENT_OFFICE)
    row.refresh_from_db()
    assert row.last_used_at is not None
    for wrong in ("", "lederloft_", secret[:-1], secret + "a", secret.upper(), row.token_hash, "x" * 10_000):
        assert find_acting_by_token(wrong) is None


def test_a_token_lapses_and_is_revoked_by_its_owner_or_it_alone() -> None:
    here = make_municipality()
    account, other, boss = make_account(here, Role.LEADER), make_account(here, Role.LEADER), make_account(here, Role.IT)
    secret = token_for(acting_for(here, account), days=1)
    with clock.frozen_at(clock.now() + timedelta(days=3)):
        assert find_acting_by_token(secret) is None
    key = ApiToken.objects.get().public_key
    with pytest.raises(TokenNotFound):
        revoke_token(key, acting=acting_for(here, other))
    there = make_municipality()
    with pytest.raises(TokenNotFound):
        revoke_token(key, acting=acting_for(there, make_account(there, Role.IT)))
    assert find_acting_by_token(secret) is not None
    revoke_token(key, acting=acting_for(here, boss))
    assert find_acting_by_token(secret) is None


@pytest.mark.parametrize("days", [-1, 0, 366, 4000])
def test_a_token_lives_from_tomorrow_to_a_year(days: int) -> None:
    here = make_municipality()
    account = make_account(here, Role.LEADER)
    with pytest.raises(TokenPeriod):
        token_for(acting_for(here, account), days=days)


def test_the_night_clears_sessions_and_counts_that_have_lapsed(client: Client) -> None:
    account = make_account(make_municipality(), Role.LEADER)
    client.force_login(account, backend="lederloft.foundation.access.backend.Backend")
    client.post("/logg-inn", {"email": "ingen@example.org", "password": "feil"})
    assert Session.objects.exists()
    assert Attempt.objects.exists()
    enqueue("access.clear_lapsed", ids={}, municipality_id=None, account_id=None)
    run_due()
    assert Session.objects.exists(), "they still hold"
    with clock.frozen_at(clock.now() + timedelta(days=2)):
        enqueue("access.clear_lapsed", ids={}, municipality_id=None, account_id=None)
        run_due()
    assert not Session.objects.exists()
    assert not Attempt.objects.exists()
