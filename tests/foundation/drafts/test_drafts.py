"""A draft is its writer's, and the newest wins; a form that is sent leaves none."""

from dataclasses import replace
from uuid import uuid4

import pytest

from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.drafts.api import DraftTooLong, KeptDraft, drop_draft, get_draft, save_draft
from lederloft.foundation.tenancy.api import scope
from tests.domain.makers import SIGN_UP_TIME
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db


def kept(acting: Acting) -> KeptDraft | None:
    assert acting.municipality_id is not None
    with scope(acting.municipality_id):
        return get_draft("/skjema", acting=acting)


def test_a_draft_is_kept_replaced_and_dropped() -> None:
    here = make_municipality()
    acting = acting_for(here, make_account(here, Role.LEADER))
    other = acting_for(here, make_account(here, Role.LEADER))
    with clock.frozen_at(SIGN_UP_TIME):
        save_draft("/skjema", data={"navn": ["en"]}, acting=acting)
        save_draft("/skjema", data={"navn": ["to"], "valgt": ["1", "2"]}, acting=acting)
    assert kept(acting) == KeptDraft({"navn": ["to"], "valgt": ["1", "2"]}, SIGN_UP_TIME)
    assert kept(other) is None
    drop_draft("/skjema", acting=other)
    assert kept(acting)
    drop_draft("/skjema", acting=acting)
    assert kept(acting) is None


def test_a_form_that_has_been_sent_leaves_no_draft() -> None:
    here = make_municipality()
    acting = acting_for(here, make_account(here, Role.LEADER))
    other = acting_for(here, make_account(here, Role.LEADER))
    key = str(uuid4())
    assert save_draft("/skjema", data={"navn": ["en"]}, form_key=key, acting=acting)
    drop_draft("/skjema", acting=replace(acting, client_key=key))
    assert not save_draft("/skjema", data={"navn": ["sent for seint"]}, form_key=key, acting=acting)
    assert kept(acting) is None
    assert save_draft("/skjema", data={"navn": ["hennes"]}, form_key=key, acting=other)


def test_what_no_database_can_keep_is_left_out() -> None:
    here = make_municipality()
    acting = acting_for(here, make_account(here, Role.LEADER))
    assert save_draft("/skj\0ema", data={"na\0vn": ["e\0n"]}, acting=acting)
    found = kept(acting)
    assert found is not None
    assert found.data == {"navn": ["en"]}
    drop_draft("/skjema\0", acting=acting)
    assert kept(acting) is None


def test_of_more_than_fifty_the_oldest_goes() -> None:
    here = make_municipality()
    acting = acting_for(here, make_account(here, Role.LEADER))
    other = acting_for(here, make_account(here, Role.LEADER))
    with clock.frozen_at(SIGN_UP_TIME):
        save_draft("/skjema", data={"navn": ["hennes"]}, acting=other)
        save_draft("/skjema", data={"navn": ["eldst"]}, acting=acting)
    for number in range(49):
        save_draft(f"/skjema/{number}", data={"navn": ["en"]}, acting=acting)
    assert kept(acting)
    save_draft("/skjema/0", data={"navn": ["to"]}, acting=acting)
    assert kept(acting), "an old form saved anew is no new draft"
    save_draft("/skjema/49", data={"navn": ["en"]}, acting=acting)
    assert kept(acting) is None
    assert kept(other)


def test_an_endless_draft_is_refused() -> None:
    here = make_municipality()
    acting = acting_for(here, make_account(here, Role.LEADER))
    for data in ({"navn": ["x" * 100_001]}, {f"felt-{number}": [""] for number in range(20_000)}):
        with pytest.raises(DraftTooLong):
            save_draft("/skjema", data=data, acting=acting)
