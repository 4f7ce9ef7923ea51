"""Every mark can be carried out: it names real fields, real roles, wired sources and a way to a person."""

import pytest
from django.apps import apps

from lederloft.foundation.acting.values import Role
from lederloft.foundation.privacy.api import list_faults, read_atlas

ROLES = frozenset(role.value for role in Role)
LABELS = sorted(model._meta.label for model in apps.get_models() if getattr(model, "privacy", None))


@pytest.mark.parametrize("label", LABELS)
def test_the_marks_of_a_model_are_sound(label: str) -> None:
    atlas = read_atlas()
    assert list_faults(atlas, apps.get_model(label), roles=ROLES) == []


def test_the_marks_of_libraries_tables_are_sound() -> None:
    atlas = read_atlas()
    borrowed = [model for model in atlas.marks if not model.__module__.startswith("lederloft.")]
    assert borrowed
    assert [fault for model in borrowed for fault in list_faults(atlas, model, roles=ROLES)] == []


def test_a_person_is_known_by_two_tables() -> None:
    assert {root: model._meta.label for root, model in read_atlas().roots.items()} == {
        "account": "access.Account",
        "person": "organisation.Person",
    }
