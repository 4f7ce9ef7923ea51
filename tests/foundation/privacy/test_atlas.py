"""The ways between rows: to a person, and what hangs on what."""

from itertools import combinations

from django.apps import apps
from django.db import models

from lederloft.foundation.privacy.api import Subject, read_atlas


def model(label: str) -> type[models.Model]:
    return apps.get_model(label)


def test_a_way_goes_through_other_tables() -> None:
    (way,) = read_atlas().ways(model("participation.Attendance"))
    assert (way.lookup, way.root) == ("seat__person_id", "person")


def test_a_number_with_a_kind_leads_two_ways() -> None:
    ways = read_atlas().ways(model("outbox.OutgoingMail"))
    assert {(way.lookup, way.root, way.kind) for way in ways} == {
        ("recipient_id", "person", "recipient_kind"),
        ("recipient_id", "account", "recipient_kind"),
    }
    person = next(way for way in ways if way.root == "person").leads_to(Subject(frozenset({7}), frozenset({9})))
    assert "recipient_kind" in str(person)
    assert "7" in str(person)
    assert "9" not in str(person)


def test_those_that_hang_on_others_are_deleted_first() -> None:
    atlas = read_atlas()
    chosen = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]
    order = {one: place for place, one in enumerate(atlas.in_deletion_order(chosen))}
    assert order.keys() == set(chosen)
    pairs = [
        (child, parent)
        for child, parent in combinations(chosen, 2)
        for key in child._meta.local_concrete_fields
        if isinstance(key, models.ForeignKey) and key.related_model is parent
    ]
    assert pairs
    assert [(c._meta.label, p._meta.label) for c, p in pairs if order[c] > order[p]] == []


def test_a_circle_of_keys_is_cut() -> None:
    class First(models.Model):
        second = models.ForeignKey("Second", on_delete=models.PROTECT, null=True)

        class Meta:
            app_label = "circle"

    class Second(models.Model):
        first = models.ForeignKey(First, on_delete=models.PROTECT, null=True)

        class Meta:
            app_label = "circle"

    try:
        assert set(read_atlas().in_deletion_order([First, Second])) == {First, Second}
    finally:
        apps.all_models.pop("circle")
        apps.clear_cache()
