"""Units are added, renamed, moved and ended on days, and every day keeps its own tree."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lederloft.domain.organisation.api import (
    UnitKind,
    add_post,
    add_unit,
    end_post,
    end_unit,
    get_unit,
    list_units,
    move_unit,
    rename_unit,
    unit_names,
)
from lederloft.domain.organisation.errors import (
    SiblingHasName,
    TopUnitStays,
    UnitHasPosts,
    UnitHasUnitsBelow,
    UnitNotThere,
    UnitUnderItself,
    UnknownUnit,
)
from lederloft.domain.organisation.models import UnitPeriod
from lederloft.foundation.acting.values import Role
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import list_history
from lederloft.foundation.wording.values import TextMissing
from tests.domain.organisation.conftest import BEGINNING, Place, create
from tests.makers import acting_for, make_account

pytestmark = pytest.mark.django_db

BEFORE, THEN = date(2023, 12, 31), date(2024, 1, 1)
LATER = date(2025, 1, 1)
FAR = date(2030, 1, 1)


def paths(place: Place, on: date) -> list[str]:
    with scope(place.municipality.id):
        return [" / ".join(line.path[1:]) for line in list_units(on=on)][1:]


def kinds(place: Place, unit_id: int) -> list[str]:
    with scope(place.municipality.id):
        return [h.kind.removeprefix("organisation.") for h in list_history("organisation.unit", unit_id)]


def test_a_unit_is_there_from_its_first_day(place: Place) -> None:
    unit = add_unit(place.schools.id, name=" Ås  skole ", valid_from=THEN, kind=UnitKind.STAFF, acting=place.office)
    assert paths(place, BEFORE) == ["Omsorg", "Skole"]
    assert paths(place, THEN) == ["Omsorg", "Skole", "Skole / Ås skole"]
    with scope(place.municipality.id):
        line = get_unit(unit.public_key, on=THEN)
        assert (line.unit_id, line.depth, line.kind) == (unit.id, 2, UnitKind.STAFF)
        with pytest.raises(UnknownUnit):
            get_unit(unit.public_key, on=BEFORE)
    assert kinds(place, unit.id) == ["UnitAdded"]


def test_a_rename_holds_from_its_day(place: Place) -> None:
    rename_unit(place.schools.id, name="Oppvekst", on=THEN, acting=place.office)
    assert paths(place, BEFORE) == ["Omsorg", "Skole"]
    assert paths(place, THEN) == ["Omsorg", "Oppvekst"]
    with scope(place.municipality.id):
        assert unit_names([place.schools.id], on=BEFORE) == {place.schools.id: "Skole"}
    rename_unit(place.schools.id, name="Oppvekst", on=LATER, acting=place.office)
    assert kinds(place, place.schools.id) == ["UnitRenamed", "UnitAdded"]


def test_a_move_takes_those_below_along(place: Place) -> None:
    add_unit(place.schools.id, name="Ås skole", valid_from=BEGINNING, acting=place.office)
    move_unit(place.schools.id, parent_id=place.care.id, on=THEN, acting=place.office)
    assert paths(place, BEFORE) == ["Omsorg", "Skole", "Skole / Ås skole"]
    assert paths(place, THEN) == ["Omsorg", "Omsorg / Skole", "Omsorg / Skole / Ås skole"]
    assert kinds(place, place.care.id) == ["UnitMoved", "UnitAdded"]


def test_a_rename_today_keeps_a_move_already_planned(place: Place) -> None:
    move_unit(place.schools.id, parent_id=place.care.id, on=LATER, acting=place.office)
    rename_unit(place.schools.id, name="Oppvekst", on=THEN, acting=place.office)
    assert paths(place, FAR) == ["Omsorg", "Omsorg / Oppvekst"]
    with scope(place.municipality.id):
        states = [
            (s.valid_from, s.name, s.parent_id)
            for s in UnitPeriod.objects.filter(unit_id=place.schools.id).order_by("valid_from")
        ]
    assert states == [
        (BEGINNING, "Skole", place.top.id),
        (THEN, "Oppvekst", place.top.id),
        (LATER, "Oppvekst", place.care.id),
    ]


def test_a_move_taken_back_leaves_one_period(place: Place) -> None:
    move_unit(place.schools.id, parent_id=place.care.id, on=THEN, acting=place.office)
    move_unit(place.schools.id, parent_id=place.top.id, on=THEN, acting=place.office)
    with scope(place.municipality.id):
        periods = UnitPeriod.objects.filter(unit_id=place.schools.id)
        assert [(s.valid_from, s.valid_to) for s in periods] == [(BEGINNING, None)]


def test_a_unit_never_comes_under_itself(place: Place) -> None:
    below = add_unit(place.schools.id, name="Ås skole", valid_from=BEGINNING, acting=place.office)
    for parent_id in (below.id, place.schools.id):
        with pytest.raises(UnitUnderItself):
            move_unit(place.schools.id, parent_id=parent_id, on=THEN, acting=place.office)
    assert paths(place, FAR) == ["Omsorg", "Skole", "Skole / Ås skole"]


def test_two_moves_that_only_together_make_a_ring_are_refused(place: Place) -> None:
    move_unit(place.schools.id, parent_id=place.care.id, on=LATER, acting=place.office)
    with pytest.raises(UnitUnderItself) as refusal:
        move_unit(place.care.id, parent_id=place.schools.id, on=THEN, acting=place.office)
    assert refusal.value.values["on"] == LATER


def test_siblings_bear_different_names(place: Place) -> None:
    with pytest.raises(SiblingHasName):
        add_unit(place.top.id, name="skole", valid_from=THEN, acting=place.office)
    with pytest.raises(SiblingHasName):
        rename_unit(place.care.id, name="Skole", on=THEN, acting=place.office)
    twin = add_unit(place.care.id, name="Skole", valid_from=THEN, acting=place.office)
    with pytest.raises(SiblingHasName):
        move_unit(twin.id, parent_id=place.top.id, on=THEN, acting=place.office)


def test_an_ended_unit_is_gone_the_day_after(place: Place) -> None:
    rename_unit(place.schools.id, name="Planlagt navn", on=LATER, acting=place.office)
    end_unit(place.schools.id, on=THEN, acting=place.office)
    assert paths(place, THEN) == ["Omsorg", "Skole"]
    assert paths(place, THEN + timedelta(days=1)) == ["Omsorg"]
    assert paths(place, FAR) == ["Omsorg"]
    end_unit(place.schools.id, on=THEN, acting=place.office)
    assert kinds(place, place.schools.id) == ["UnitEnded", "UnitRenamed", "UnitAdded"]
    with pytest.raises(UnitNotThere):
        end_unit(place.schools.id, on=LATER, acting=place.office)
    with pytest.raises(UnitNotThere):
        add_unit(place.schools.id, name="Ås skole", valid_from=BEGINNING, acting=place.office)
    add_unit(place.top.id, name="Skole", valid_from=LATER, acting=place.office)


def test_a_unit_ends_after_what_it_holds(place: Place) -> None:
    below = add_unit(place.schools.id, name="Ås skole", valid_from=BEGINNING, acting=place.office)
    post = add_post(place.schools.id, title="Skolefaglig rådgiver", valid_from=BEGINNING, acting=place.office)
    with pytest.raises(UnitHasUnitsBelow):
        end_unit(place.schools.id, on=THEN, acting=place.office)
    end_unit(below.id, on=BEFORE, acting=place.office)
    with pytest.raises(UnitHasPosts):
        end_unit(place.schools.id, on=THEN, acting=place.office)
    end_post(post.id, on=THEN, acting=place.office)
    with pytest.raises(UnitHasPosts):
        end_unit(place.schools.id, on=BEFORE, acting=place.office)
    end_unit(place.schools.id, on=THEN, acting=place.office)
    assert paths(place, FAR) == ["Omsorg"]


def test_a_unit_planned_under_another_keeps_it_alive(place: Place) -> None:
    move_unit(place.schools.id, parent_id=place.care.id, on=LATER, acting=place.office)
    with pytest.raises(UnitHasUnitsBelow):
        end_unit(place.care.id, on=THEN, acting=place.office)


def test_the_top_is_renamed_but_neither_moved_nor_ended(place: Place) -> None:
    with pytest.raises(TopUnitStays):
        move_unit(place.top.id, parent_id=place.care.id, on=THEN, acting=place.office)
    with pytest.raises(TopUnitStays):
        end_unit(place.top.id, on=THEN, acting=place.office)
    rename_unit(place.top.id, name="Nye Prøvevik kommune", on=THEN, acting=place.office)
    with scope(place.municipality.id):
        assert list_units(on=THEN)[0].name == "Nye Prøvevik kommune"


def test_units_of_others_and_of_other_days_are_unknown(place: Place) -> None:
    other = create("annenvik")
    for act in (
        lambda: rename_unit(other.top_unit.id, name="X", on=THEN, acting=place.office),
        lambda: move_unit(place.schools.id, parent_id=other.top_unit.id, on=THEN, acting=place.office),
        lambda: add_unit(other.top_unit.id, name="X", valid_from=THEN, acting=place.office),
        lambda: end_unit(other.top_unit.id, on=THEN, acting=place.office),
    ):
        with pytest.raises(UnknownUnit):
            act()
    with pytest.raises(UnitNotThere):
        rename_unit(place.schools.id, name="X", on=date(2019, 1, 1), acting=place.office)
    with pytest.raises(TextMissing):
        rename_unit(place.schools.id, name="  ", on=THEN, acting=place.office)


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.IT, Role.DEVELOPMENT_OFFICE)])
def test_others_do_not_write_the_tree(place: Place, role: Role) -> None:
    acting = acting_for(place.municipality, make_account(place.municipality, role))
    for act in (
        lambda: add_unit(place.top.id, name="X", valid_from=THEN, acting=acting),
        lambda: rename_unit(place.schools.id, name="X", on=THEN, acting=acting),
        lambda: move_unit(place.schools.id, parent_id=place.care.id, on=THEN, acting=acting),
        lambda: end_unit(place.schools.id, on=THEN, acting=acting),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_tree_is_one_query_whatever_its_size(place: Place) -> None:
    for number in range(20):
        add_unit(place.schools.id, name=f"Skole {number}", valid_from=THEN, acting=place.office)
    with (
        scope(place.municipality.id),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        assert len(list_units(on=THEN)) == 23
    assert len(queries) == 1
