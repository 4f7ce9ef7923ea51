"""Others' drafts and saved views that name somebody go with her; those that don't are left alone."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from lederloft.foundation.acting.values import upkeep
from lederloft.foundation.clock import api as clock
from lederloft.foundation.drafts.models import Draft
from lederloft.foundation.saved_views.models import SavedView
from lederloft.foundation.tenancy.api import scope
from lederloft.processes.erase_a_person.api import erase_person, find_person, get_consequences
from tests.canaries import make_woman
from tests.makers import make_account

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])


def test_what_others_have_begun_to_write_of_her_goes_and_nothing_else(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    woman = make_woman()
    other, name, key = make_account(woman.municipality), woman.person.name, woman.person.public_key
    drafts = {
        "/a": {"person": ["x"], "because": [f"Snakk med {name.upper()}."]},
        "/b": {"to": [woman.account.email]},
        "/c": {"person": [key]},
        f"/personer/{key}": {"x": ["y"]},
        "/left": {"because": [f"{name}sen kommer også", "Eksempel"]},
    }
    views = [("Mine", urlencode({"q": name})), (name, ""), ("Alle", f"person={key}"), ("Andre", "q=Eksempel")]
    with scope(woman.municipality.id):
        mine = {"account_id": other.pk, "saved_at": clock.now()}
        for form, data in drafts.items():
            Draft.objects.create(form=form, data=data, **mine)
        for label, query in views:
            SavedView.objects.create(table="people", label=label, query=query, **mine)
    found = find_person(key, municipality_id=None)
    expected = get_consequences(found).deleted
    receipt = erase_person(found, acting=upkeep(municipality_id=woman.municipality.id))
    counts = {"Kladder som ikke er sendt": 4, "Visninger av lister som noen har lagret for seg selv": 3}
    assert counts.items() <= expected.items()
    assert counts.items() <= receipt.deleted.items()
    with scope(woman.municipality.id):
        assert list(Draft.objects.values_list("form", flat=True)) == ["/left"]
        assert list(SavedView.objects.values_list("label", flat=True)) == ["Andre"]
