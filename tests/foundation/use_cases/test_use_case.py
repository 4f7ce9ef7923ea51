"""One act: one transaction, one policy, one trail, and a repeat is harmless."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

import pytest

from lederloft.foundation.access.models import RoleGrant
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import Fact, record
from lederloft.foundation.trail.models import TrailEntry, TrailReason
from lederloft.foundation.use_cases.api import CalledInsideScope, FactMissing, KeyUsedForOther, unchanged, use_case
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class Granted(Fact):
    grant_id: int
    about: ClassVar[dict[str, str]] = {"grant_id": "access.rolegrant"}


@dataclass(frozen=True)
class Answer:
    grant_id: int
    on: date


def _may_it(acting: Acting, subject: object) -> bool:
    return acting.has(Role.IT)


def _make(account_id: int) -> RoleGrant:
    return RoleGrant.objects.create(account_id=account_id, role="leder", scope_kind="own", valid_from=date(2024, 1, 1))


@use_case(may=_may_it)
def grant_leader(account_id: int, *, acting: Acting, because: str = "") -> Answer:
    grant = _make(account_id)
    record(Granted(grant_id=grant.pk), because=because)
    return Answer(grant.pk, grant.valid_from)


@use_case(may=_may_it)
def grant_in_silence(account_id: int, *, acting: Acting) -> int:
    return _make(account_id).pk


@use_case(may=_may_it)
def grant_and_say_unchanged(account_id: int, *, acting: Acting) -> int:
    return unchanged(_make(account_id).pk)


@use_case(may=_may_it)
def grant_twice(account_id: int, *, acting: Acting) -> None:
    grant_leader(account_id, acting=acting)
    grant_leader(account_id, acting=acting)


@use_case(may=_may_it)
def grant_then_fail(account_id: int, *, acting: Acting) -> None:
    grant_leader(account_id, acting=acting)
    raise ZeroDivisionError


@pytest.fixture
def acting() -> Acting:
    municipality = make_municipality()
    return acting_for(municipality, make_account(municipality, Role.IT))


def _count(acting: Acting) -> int:
    assert acting.municipality_id
    with scope(acting.municipality_id):
        return RoleGrant.objects.filter(role="leder").count()


def test_an_act_is_done_and_told(acting: Acting) -> None:
    answer = grant_leader(acting.account_id or 0, acting=acting, because="Hun begynte i dag.")
    assert acting.municipality_id
    with scope(acting.municipality_id):
        entry = TrailEntry.objects.get()
        assert (entry.kind, entry.data) == ("use_cases.Granted", {"grant_id": answer.grant_id})
        assert (entry.account_id, entry.on_behalf_of_account_id, entry.via) == (acting.account_id, None, "session")
        assert entry.subjects.get().object_id == answer.grant_id
        assert TrailReason.objects.get().text == "Hun begynte i dag."


def test_the_policy_is_asked(acting: Acting) -> None:
    with pytest.raises(NotAllowed):
        grant_leader(acting.account_id or 0, acting=replace(acting, grants=()))
    assert _count(acting) == 0


def test_a_change_without_a_fact_is_rolled_back(acting: Acting) -> None:
    with pytest.raises(FactMissing):
        grant_in_silence(acting.account_id or 0, acting=acting)
    with pytest.raises(FactMissing):
        grant_and_say_unchanged(acting.account_id or 0, acting=acting)
    assert _count(acting) == 0


def test_an_inner_act_joins_the_outer_ones_transaction(acting: Acting) -> None:
    grant_twice(acting.account_id or 0, acting=acting)
    assert _count(acting) == 2
    with pytest.raises(ZeroDivisionError):
        grant_then_fail(acting.account_id or 0, acting=acting)
    assert _count(acting) == 2


def test_a_use_case_is_not_called_while_reading(acting: Acting) -> None:
    assert acting.municipality_id
    with scope(acting.municipality_id), pytest.raises(CalledInsideScope):
        grant_leader(acting.account_id or 0, acting=acting)


def test_the_same_key_gives_the_same_answer_once(acting: Acting) -> None:
    with_key = replace(acting, client_key="k1")
    first = grant_leader(acting.account_id or 0, acting=with_key)
    again = grant_leader(acting.account_id or 0, acting=with_key)
    assert again == first
    assert isinstance(again.on, date)
    assert _count(acting) == 1


def test_a_key_used_for_another_act_is_refused(acting: Acting) -> None:
    with_key = replace(acting, client_key="k1")
    grant_leader(acting.account_id or 0, acting=with_key)
    with pytest.raises(KeyUsedForOther):
        grant_leader(acting.account_id or 0, acting=with_key, because="another")
    with pytest.raises(KeyUsedForOther):
        grant_twice(acting.account_id or 0, acting=with_key)


def test_a_failed_act_frees_its_key(acting: Acting) -> None:
    with_key = replace(acting, client_key="k1")
    with pytest.raises(ZeroDivisionError):
        grant_then_fail(acting.account_id or 0, acting=with_key)
    assert grant_leader(acting.account_id or 0, acting=with_key).grant_id


def test_silence_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        use_case(may=_may_it, trail=False)


@use_case(may=_may_it)
def say_unchanged(account_id: int, *, acting: Acting) -> None:
    return unchanged(None)


@use_case(may=_may_it)
def grant_beside_what_is_unchanged(account_id: int, *, acting: Acting) -> int:
    answer = grant_leader(account_id, acting=acting)
    say_unchanged(account_id, acting=acting)
    return answer.grant_id


def test_what_an_inner_act_leaves_unchanged_says_nothing_of_the_outer_one(acting: Acting) -> None:
    assert grant_beside_what_is_unchanged(acting.account_id or 0, acting=acting)
    assert _count(acting) == 1
