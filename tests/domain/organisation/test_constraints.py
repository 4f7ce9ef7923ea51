"""What the database itself refuses, should a command ever be wrong."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from lederloft.domain.organisation.models import (
    Appointment,
    LeaderLevel,
    Person,
    Post,
    Profile,
    Title,
    Unit,
    UnitPeriod,
)
from lederloft.foundation.tenancy.api import scope
from tests.domain.organisation.conftest import Place, create

pytestmark = pytest.mark.django_db
ONE, TWO = date(2024, 1, 1), date(2024, 1, 2)


def unit() -> Unit:
    return Unit.objects.create()


def period(**fields: object) -> UnitPeriod:
    given = {"unit": unit(), "name": "A", "parent": unit(), "kind": "line", "valid_from": ONE}
    return UnitPeriod.objects.create(**(given | fields))


def unit_twice(**fields: object) -> None:
    same = unit()
    period(unit=same, **fields)
    period(unit=same, **(fields | {"valid_from": fields.get("valid_from", TWO)}))


def own_parent() -> None:
    same = unit()
    period(unit=same, parent=same)


def post(**fields: object) -> Post:
    given = {"unit": unit(), "title": "Leder", "level": LeaderLevel.objects.first(), "valid_from": ONE}
    return Post.objects.create(**(given | fields))


def two_heads() -> None:
    same = unit()
    post(unit=same, is_unit_head=True)
    post(unit=same, is_unit_head=True, valid_from=TWO)


def appointment(**fields: object) -> Appointment:
    given = {"person": Person.objects.create(name="A"), "kind": "permanent", "valid_from": ONE}
    given = given | fields
    return Appointment.objects.create(**({"post": post()} | given if "post" not in given else given))


def held_twice(**fields: object) -> None:
    same = post()
    appointment(post=same, **fields)
    appointment(post=same, **(fields | {"valid_from": fields.get("valid_from", TWO)}))


def title(**fields: object) -> Title:
    return Title.objects.create(**({"kind": "development_office", "text": "HR", "valid_from": ONE} | fields))


def title_twice(**fields: object) -> None:
    title(**fields)
    title(**(fields | {"valid_from": fields.get("valid_from", TWO)}))


def same_email() -> None:
    Person.objects.create(name="A", email="a@b.no")
    Person.objects.create(name="B", email="a@b.no")


REFUSED: dict[str, Callable[[], object]] = {
    "organisation_profile_once": lambda: Profile.objects.create(
        name="X", number="1234", organisation_number="123456789", language_form="nb", level_model="two"
    ),
    "organisation_profile_has_name": lambda: Profile.objects.update(name=""),
    "organisation_profile_number_four": lambda: Profile.objects.update(number="123"),
    "organisation_profile_org_number_nine": lambda: Profile.objects.update(organisation_number="1"),
    "organisation_profile_language_form": lambda: Profile.objects.update(language_form="da"),
    "organisation_profile_level_model": lambda: Profile.objects.update(level_model="four"),
    "organisation_title_has_text": lambda: title(text=""),
    "organisation_title_kind": lambda: title(kind="king"),
    "organisation_title_valid_order": lambda: title(valid_from=TWO, valid_to=ONE),
    "organisation_title_starts_once": lambda: title_twice(valid_from=ONE, valid_to=ONE),
    "organisation_title_open_once": title_twice,
    "organisation_level_rank_from_one": lambda: LeaderLevel.objects.create(rank=0, name="Null"),
    "organisation_level_has_name": lambda: LeaderLevel.objects.create(rank=9, name=""),
    "organisation_level_rank_once": lambda: LeaderLevel.objects.create(rank=1, name="Ny"),
    "organisation_level_name_once": lambda: LeaderLevel.objects.create(rank=9, name="VIRKSOMHETSLEDER"),
    "organisation_unit_has_name": lambda: period(name=""),
    "organisation_unit_kind": lambda: period(kind="side"),
    "organisation_unit_not_own_parent": own_parent,
    "organisation_unitperiod_valid_order": lambda: period(valid_from=TWO, valid_to=ONE),
    "organisation_unit_starts_once": lambda: unit_twice(valid_from=ONE, valid_to=ONE),
    "organisation_unit_open_once": unit_twice,
    "organisation_one_top_unit": lambda: period(parent=None),
    "organisation_person_email_lower": lambda: Person.objects.create(name="A", email="A@b.no"),
    "organisation_person_email_once": same_email,
    "organisation_post_has_title": lambda: post(title=""),
    "organisation_post_head_has_level": lambda: post(level=None, is_unit_head=True),
    "organisation_post_valid_order": lambda: post(valid_from=TWO, valid_to=ONE),
    "organisation_post_one_open_head": two_heads,
    "organisation_appointment_kind": lambda: appointment(kind="elected"),
    "organisation_appointment_valid_order": lambda: appointment(valid_from=TWO, valid_to=ONE),
    "organisation_appointment_starts_once": lambda: held_twice(valid_from=ONE, valid_to=ONE),
    "organisation_appointment_open_once": held_twice,
}


def test_every_named_constraint_is_tried() -> None:
    models = (Profile, Title, LeaderLevel, UnitPeriod, Person, Post, Appointment)
    assert {c.name for model in models for c in model._meta.constraints} == set(REFUSED)


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(place: Place, name: str) -> None:
    with scope(place.municipality.id), pytest.raises(IntegrityError) as refusal, transaction.atomic():
        REFUSED[name]()
    # SQLite names a broken check, but of a broken uniqueness only the columns.
    assert name in str(refusal.value) or (connection.vendor == "sqlite" and "UNIQUE" in str(refusal.value))


def point_elsewhere(model: type, unit_id: int, top_id: int) -> None:
    if model is Post:
        Post.objects.create(title="Leder", unit_id=unit_id, valid_from=ONE)
    else:
        UnitPeriod.objects.create(name="A", kind="line", unit_id=unit_id, parent_id=top_id, valid_from=ONE)
    connection.check_constraints()


@pytest.mark.parametrize("model", [Post, UnitPeriod])
def test_a_row_points_to_no_other_municipality(place: Place, model: type) -> None:
    other = create("annenvik")
    with scope(place.municipality.id), pytest.raises(IntegrityError), transaction.atomic():
        point_elsewhere(model, other.top_unit.id, place.top.id)
