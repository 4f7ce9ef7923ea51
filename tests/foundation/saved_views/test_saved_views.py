"""A view is its owner's, in her municipality, and the newest of a name wins."""

import pytest

from lederloft.foundation.acting.values import Role
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.saved_views.api import TooManyViews, drop_view, list_views, save_view
from lederloft.foundation.tenancy.api import scope
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db


def test_a_view_is_kept_written_over_and_dropped() -> None:
    here = make_municipality()
    acting = acting_for(here, make_account(here, Role.LEADER))
    other = acting_for(here, make_account(here, Role.LEADER))
    save_view("deltakere", label="I kø", query="filter=ko", acting=acting)
    save_view("deltakere", label="I kø", query="filter=ko&sorter=navn", acting=acting)
    save_view("personer", label="I kø", query="finn=a", acting=acting)
    with scope(here.id):
        (view,) = list_views("deltakere", acting=acting)
        assert (view.label, view.query) == ("I kø", "filter=ko&sorter=navn")
        assert list_views("deltakere", acting=other) == []
    with pytest.raises(NotFound):
        drop_view(view.view_key, acting=other)
    drop_view(view.view_key, acting=acting)
    with scope(here.id):
        assert list_views("deltakere", acting=acting) == []


def test_there_is_a_limit_per_table() -> None:
    here = make_municipality()
    acting = acting_for(here, make_account(here, Role.LEADER))
    for number in range(20):
        save_view("deltakere", label=f"Visning {number}", query="", acting=acting)
    save_view("deltakere", label="Visning 3", query="filter=ko", acting=acting)
    save_view("personer", label="En til", query="", acting=acting)
    with pytest.raises(TooManyViews):
        save_view("deltakere", label="En til", query="", acting=acting)
