"""Who sees whom by name: all, those in her units and below, or only herself."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lederloft.domain.organisation.api import (
    add_person,
    add_post,
    add_unit,
    appoint,
    get_person,
    list_held,
    list_people,
    move_unit,
    unit_ids_reached,
    visible_to,
)
from lederloft.domain.organisation.errors import UnknownPerson
from lederloft.foundation.acting.values import Acting, Grant, Role, ScopeKind, upkeep
from lederloft.foundation.tenancy.api import scope
from tests.domain.organisation.conftest import BEGINNING, Place, create
from tests.makers import acting_for, make_account

pytestmark = pytest.mark.django_db
THEN = date(2024, 1, 1)


@pytest.fixture
def people(place: Place) -> dict[str, int]:
    """One leader at the top, one in each unit, one below the schools, and somebody without a post."""
    below = add_unit(place.schools.id, name="Ås skole", valid_from=BEGINNING, acting=place.office)
    found = {"uten": add_person("uten", acting=place.office).id, "_below": below.id}
    for name, unit_id in (
        ("topp", place.top.id),
        ("skole", place.schools.id),
        ("ås", below.id),
        ("omsorg", place.care.id),
    ):
        person = add_person(name, acting=place.office)
        post = add_post(unit_id, title="Leder", level_id=place.levels[0], valid_from=BEGINNING, acting=place.office)
        appoint(person.id, post_id=post.id, valid_from=BEGINNING, acting=place.office)
        found[name] = person.id
    return found


def somebody(place: Place, *roles: Role, person_id: int | None = None) -> Acting:
    return acting_for(place.municipality, make_account(place.municipality, *roles, person_id=person_id))


def over(acting: Acting, role: Role, unit_id: int, lent_by: int | None = None) -> Acting:
    return replace(acting, grants=(*acting.grants, Grant(role, ScopeKind.UNIT, unit_id, lent_by)))


def seen(place: Place, acting: Acting, on: date = THEN) -> set[str]:
    with scope(place.municipality.id):
        return {person.name for person in list_people(acting=acting, on=on)}


EVERYBODY = {"uten", "topp", "skole", "ås", "omsorg"}


@pytest.mark.parametrize("role", [Role.DEVELOPMENT_OFFICE, Role.IT, Role.DATA_PROTECTION])
def test_those_who_work_with_everybody_see_everybody(place: Place, people: dict[str, int], role: Role) -> None:
    assert seen(place, somebody(place, role)) == EVERYBODY
    assert seen(place, upkeep(municipality_id=place.municipality.id)) == EVERYBODY


@pytest.mark.parametrize(
    "role", [Role.LEADER, Role.SUPPLIER, Role.COACH, Role.FACILITATOR, Role.REPRESENTATIVE, Role.POLITICIAN]
)
def test_others_see_themselves(place: Place, people: dict[str, int], role: Role) -> None:
    assert seen(place, somebody(place, role)) == set()
    assert seen(place, somebody(place, role, person_id=people["skole"])) == {"skole"}


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.BUDGET_HOLDER])
def test_a_unit_head_sees_her_units_and_those_below(place: Place, people: dict[str, int], role: Role) -> None:
    nobody = somebody(place, person_id=people["uten"])
    assert seen(place, over(nobody, role, place.schools.id)) == {"uten", "skole", "ås"}
    assert seen(place, over(nobody, role, people["_below"])) == {"uten", "ås"}
    assert seen(place, over(nobody, role, place.top.id)) == EVERYBODY
    assert seen(place, over(over(nobody, role, people["_below"]), role, place.care.id)) == {"uten", "ås", "omsorg"}
    assert seen(place, somebody(place, role)) == EVERYBODY - {"uten"}


def test_a_role_in_a_unit_gives_no_right_over_the_whole(place: Place, people: dict[str, int]) -> None:
    odd = over(somebody(place), Role.DEVELOPMENT_OFFICE, place.schools.id)
    assert seen(place, odd) == set()


def test_a_stand_in_sees_what_the_absent_one_answers_for(place: Place, people: dict[str, int]) -> None:
    nobody = somebody(place, person_id=people["uten"])
    assert seen(place, over(nobody, Role.UNIT_HEAD, place.care.id, lent_by=77)) == {"uten", "omsorg"}


def test_her_reach_follows_the_tree_of_the_day(place: Place, people: dict[str, int]) -> None:
    move_unit(place.schools.id, parent_id=place.care.id, on=THEN, acting=place.office)
    head = over(somebody(place), Role.UNIT_HEAD, place.care.id)
    assert seen(place, head, on=date(2023, 12, 31)) == {"omsorg"}
    assert seen(place, head, on=THEN) == {"omsorg", "skole", "ås"}
    with scope(place.municipality.id):
        assert unit_ids_reached(head, on=THEN) == {place.care.id, place.schools.id, people["_below"]}


def test_those_she_may_see_are_those_in_her_list(place: Place, people: dict[str, int]) -> None:
    head = over(somebody(place), Role.UNIT_HEAD, place.care.id)
    with scope(place.municipality.id):
        for name in EVERYBODY:
            assert visible_to(head).filter(id=people[name]).exists() == (name == "omsorg")
        assert [held.person_name for held in list_held(acting=head, on=THEN)] == ["omsorg"]


def test_a_page_of_another_person_is_not_found(place: Place, people: dict[str, int]) -> None:
    leader = somebody(place, Role.LEADER, person_id=people["skole"])
    with scope(place.municipality.id):
        own = visible_to(place.office).get(id=people["skole"])
        other = visible_to(place.office).get(id=people["topp"])
        assert get_person(own.public_key, acting=leader).name == "skole"
        with pytest.raises(UnknownPerson):
            get_person(other.public_key, acting=leader)


def test_nobody_is_seen_across_municipalities(place: Place, people: dict[str, int]) -> None:
    other = create("annenvik")
    add_person("fremmed", acting=upkeep(municipality_id=other.municipality_id))
    assert seen(place, upkeep(municipality_id=place.municipality.id)) == EVERYBODY


def test_leaders_are_read_in_few_queries_whatever_their_number(place: Place, people: dict[str, int]) -> None:
    head = over(somebody(place), Role.UNIT_HEAD, place.top.id)
    with scope(place.municipality.id), CaptureQueriesContext(connection) as queries:
        assert len(list_held(acting=head, on=THEN)) == 4
    assert len(queries) == 3
