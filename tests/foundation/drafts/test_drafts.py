"""A draft is its writer's, and the newest wins."""

from dataclasses import replace

import pytest

from lederloft.foundation.access.api import Role
from lederloft.foundation.drafts.api import DraftTooLong, drop_draft, get_draft, save_draft
from lederloft.foundation.tenancy.api import scope
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db


def test_a_draft_is_kept_replaced_and_dropped() -> None:
    here = make_municipality()
    acting = acting_for(here, make_account(here, Role.LEADER))
    other = acting_for(here, make_account(here, Role.LEADER))
    save_draft("/skjema", data={"navn": "en"}, acting=acting)
    save_draft("/skjema", data={"navn": "to"}, acting=acting)
    with scope(here.id):
        assert get_draft("/skjema", acting=acting) == {"navn": "to"}
        assert get_draft("/skjema", acting=other) is None
    drop_draft("/skjema", acting=acting)
    with scope(here.id):
        assert get_draft("/skjema", acting=acting) is None


def test_an_endless_draft_is_refused() -> None:
    here = make_municipality()
    acting = acting_for(here, make_account(here, Role.LEADER))
    with pytest.raises(DraftTooLong):
        save_draft("/skjema", data={"navn": "x" * 100_001}, acting=replace(acting))
