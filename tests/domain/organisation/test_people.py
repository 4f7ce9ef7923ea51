"""People, the posts they hold, and what is said of them on any day."""

from datetime import date

import pytest

from lederloft.domain.organisation.api import (
    AppointmentKind,
    Held,
    Ref,
    account_names,
    add_person,
    add_post,
    appoint,
    change_person,
    end_appointment,
    end_post,
    get_person,
    get_post,
    list_appointments,
    list_held,
    list_people,
    list_posts,
    person_emails,
    person_names,
    person_of_account,
    register_leaving,
)
from lederloft.domain.organisation.errors import (
    EmailTaken,
    EmailWrong,
    HeadWithoutLevel,
    LastDayAlreadySet,
    PersonAlreadyThere,
    PersonHasLeft,
    PostAlreadyHeld,
    PostNotThere,
    PostStillHeld,
    UnitHasHead,
    UnitNotThere,
    UnknownAppointment,
    UnknownLevel,
    UnknownPerson,
    UnknownPost,
    UnknownUnit,
)
from lederloft.domain.organisation.models import Person
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.dated.api import PeriodEndsBeforeStart
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.trail.api import list_history
from lederloft.foundation.wording.values import TextMissing
from tests.domain.organisation.conftest import BEGINNING, Place, create
from tests.makers import acting_for, make_account

pytestmark = pytest.mark.django_db

BEFORE, THEN, AFTER = date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 2)
FAR = date(2030, 1, 1)


@pytest.fixture
def head(place: Place) -> Ref:
    """The post that heads the schools."""
    return add_post(
        place.schools.id,
        title="Skolesjef",
        level_id=place.levels[1],
        is_unit_head=True,
        valid_from=BEGINNING,
        acting=place.office,
    )


@pytest.fixture
def kari(place: Place) -> Ref:
    return add_person("Kari Prøve", email="kari@provevik.no", acting=place.office)


@pytest.fixture
def ola(place: Place) -> Ref:
    return add_person("Ola Prøve", acting=place.office)


def leaders(place: Place, on: date) -> list[Held]:
    with scope(place.municipality.id):
        return list_held(acting=place.office, on=on)


def names(place: Place, on: date) -> list[str]:
    return [held.person_name for held in leaders(place, on)]


# --- people


def test_a_person_is_known_by_name_and_address(place: Place) -> None:
    person = add_person("  Åse  Prøve ", email="Ase@Provevik.NO", acting=place.office)
    with scope(place.municipality.id):
        line = get_person(person.public_key, acting=place.office)
        assert (line.person_id, line.name, line.email, line.left_on) == (
            person.id,
            "Åse Prøve",
            "ase@provevik.no",
            None,
        )
        [happened] = list_history("organisation.person", person.id)
        assert happened.data == {"person_id": person.id}


@pytest.mark.parametrize("email", ["kari@provevik.no", "KARI@provevik.no"])
def test_an_address_belongs_to_one_person_here(place: Place, kari: Ref, ola: Ref, email: str) -> None:
    with pytest.raises(EmailTaken):
        add_person("Per Prøve", email=email, acting=place.office)
    with pytest.raises(EmailTaken):
        change_person(ola.id, name="Ola Prøve", email=email, acting=place.office)
    other = create("annenvik")
    assert add_person("Kari Prøve", email=email, acting=upkeep(municipality_id=other.municipality_id)).id


def test_a_person_needs_a_name_and_a_real_address(place: Place) -> None:
    with pytest.raises(TextMissing):
        add_person(" ", acting=place.office)
    with pytest.raises(EmailWrong):
        add_person("Kari Prøve", email="kari", acting=place.office)
    with scope(place.municipality.id):
        assert not Person.objects.exists()


def test_a_person_is_changed_and_told_once(place: Place, kari: Ref) -> None:
    for _ in range(2):
        change_person(kari.id, name="Kari Prøve-Dal", email="kari@provevik.no", acting=place.office)
    with scope(place.municipality.id):
        assert person_names([kari.id]) == {kari.id: "Kari Prøve-Dal"}
        assert len(list_history("organisation.person", kari.id)) == 2
    with pytest.raises(UnknownPerson):
        change_person(kari.id + 100, name="Ingen", email="", acting=place.office)


def test_names_and_addresses_come_for_many_at_once(place: Place, kari: Ref, ola: Ref) -> None:
    account = make_account(place.municipality, person_id=kari.id)
    without = make_account(place.municipality)
    with scope(place.municipality.id):
        assert person_names([kari.id, ola.id, 999]) == {kari.id: "Kari Prøve", ola.id: "Ola Prøve"}
        assert person_emails([kari.id, ola.id]) == {kari.id: "kari@provevik.no"}
        assert account_names([account.id, without.id]) == {account.id: "Kari Prøve"}
        found = person_of_account(account.id)
        assert found is not None
        assert found.person_id == kari.id
        assert person_of_account(without.id) is None


def test_an_erased_person_has_no_name_and_no_new_post(place: Place, kari: Ref, head: Ref) -> None:
    with scope(place.municipality.id):
        Person.objects.filter(id=kari.id).update(name="", email="")
        assert person_names([kari.id]) == {kari.id: "Slettet person"}
        assert list_people(acting=place.office, on=THEN) == []
    with pytest.raises(UnknownPerson):
        appoint(kari.id, post_id=head.id, valid_from=THEN, acting=place.office)
    with pytest.raises(UnknownPerson):
        change_person(kari.id, name="Kari", email="", acting=place.office)


# --- posts


def test_a_post_has_a_title_and_a_level_apart(place: Place, head: Ref) -> None:
    add_post(place.schools.id, title="Rådgiver", valid_from=THEN, acting=place.office)
    with scope(place.municipality.id):
        seen = [(p.title, p.level_id, p.is_unit_head) for p in list_posts(on=THEN)]
        assert seen == [("Skolesjef", place.levels[1], True), ("Rådgiver", None, False)]
        assert [p.title for p in list_posts(on=BEFORE)] == ["Skolesjef"]
        assert list_posts(on=THEN, unit_ids=[place.care.id]) == []
        assert get_post(head.public_key).unit_id == place.schools.id
        with pytest.raises(UnknownPost):
            get_post("nothing")


def test_a_unit_has_one_head_at_a_time(place: Place, head: Ref) -> None:
    def second(on: date) -> Ref:
        return add_post(
            place.schools.id,
            title="Rektor",
            level_id=place.levels[1],
            is_unit_head=True,
            valid_from=on,
            acting=place.office,
        )

    with pytest.raises(UnitHasHead):
        second(THEN)
    end_post(head.id, on=THEN, acting=place.office)
    with pytest.raises(UnitHasHead):
        second(THEN)
    assert second(AFTER).id != head.id


def test_a_head_is_a_leader_on_a_level_that_exists(place: Place) -> None:
    with pytest.raises(HeadWithoutLevel):
        add_post(place.care.id, title="Leder", is_unit_head=True, valid_from=THEN, acting=place.office)
    with pytest.raises(UnknownLevel):
        add_post(place.care.id, title="Leder", level_id=999, valid_from=THEN, acting=place.office)
    with pytest.raises(UnknownUnit):
        add_post(999, title="Leder", valid_from=THEN, acting=place.office)
    with pytest.raises(UnitNotThere):
        add_post(place.care.id, title="Leder", valid_from=date(2019, 1, 1), acting=place.office)


def test_a_post_ends_after_its_holder(place: Place, head: Ref, kari: Ref) -> None:
    appointment = appoint(kari.id, post_id=head.id, valid_from=BEGINNING, acting=place.office)
    with pytest.raises(PostStillHeld):
        end_post(head.id, on=THEN, acting=place.office)
    end_appointment(appointment.id, on=THEN, acting=place.office)
    with pytest.raises(PostStillHeld):
        end_post(head.id, on=BEFORE, acting=place.office)
    with pytest.raises(PeriodEndsBeforeStart):
        end_post(head.id, on=date(2019, 1, 1), acting=place.office)
    end_post(head.id, on=THEN, acting=place.office)
    end_post(head.id, on=THEN, acting=place.office)
    with pytest.raises(LastDayAlreadySet):
        end_post(head.id, on=AFTER, acting=place.office)
    with scope(place.municipality.id):
        assert [h.kind for h in list_history("organisation.post", head.id)].count("organisation.PostEnded") == 1
    with pytest.raises(UnknownPost):
        end_post(999, on=THEN, acting=place.office)


# --- appointments


def test_a_leader_is_replaced_on_a_day(place: Place, head: Ref, kari: Ref, ola: Ref) -> None:
    first = appoint(kari.id, post_id=head.id, valid_from=BEGINNING, acting=place.office)
    end_appointment(first.id, on=BEFORE, acting=place.office)
    appoint(ola.id, post_id=head.id, valid_from=THEN, acting=place.office)
    assert (names(place, BEFORE), names(place, THEN)) == (["Kari Prøve"], ["Ola Prøve"])
    [held] = leaders(place, THEN)
    assert (held.title, held.level_rank, held.level_name, held.unit_name, held.is_unit_head) == (
        "Skolesjef",
        2,
        "Virksomhetsleder",
        "Skole",
        True,
    )
    with scope(place.municipality.id):
        assert [h.kind for h in list_history("organisation.person", kari.id)] == [
            "organisation.AppointmentEnded",
            "organisation.PersonAppointed",
            "organisation.PersonAdded",
        ]
        [past] = list_appointments(kari.id, on=THEN)
        assert past.period.valid_to == BEFORE


def test_an_acting_leader_stands_beside_the_one_who_holds_the_post(
    place: Place, head: Ref, kari: Ref, ola: Ref
) -> None:
    appoint(kari.id, post_id=head.id, valid_from=BEGINNING, acting=place.office)
    with pytest.raises(PostAlreadyHeld):
        appoint(ola.id, post_id=head.id, valid_from=THEN, acting=place.office)
    appoint(
        ola.id,
        post_id=head.id,
        valid_from=THEN,
        valid_to=AFTER,
        kind=AppointmentKind.ACTING,
        acting=place.office,
    )
    assert [(h.person_name, h.kind) for h in leaders(place, THEN)] == [
        ("Kari Prøve", AppointmentKind.PERMANENT),
        ("Ola Prøve", AppointmentKind.ACTING),
    ]
    assert names(place, FAR) == ["Kari Prøve"]
    with pytest.raises(PersonAlreadyThere):
        appoint(kari.id, post_id=head.id, valid_from=FAR, kind=AppointmentKind.ACTING, acting=place.office)


def test_an_appointment_lies_within_the_posts_period(place: Place, head: Ref, kari: Ref) -> None:
    end_post(head.id, on=THEN, acting=place.office)
    for first, last in ((date(2019, 1, 1), None), (THEN, AFTER), (AFTER, AFTER)):
        with pytest.raises(PostNotThere):
            appoint(kari.id, post_id=head.id, valid_from=first, valid_to=last, acting=place.office)
    appoint(kari.id, post_id=head.id, valid_from=BEFORE, acting=place.office)
    assert [h.period.valid_to for h in leaders(place, THEN)] == [THEN]


def test_an_appointment_ends_earlier_never_later(place: Place, head: Ref, kari: Ref) -> None:
    appointment = appoint(kari.id, post_id=head.id, valid_from=BEFORE, acting=place.office)
    end_appointment(appointment.id, on=THEN, acting=place.office)
    with pytest.raises(LastDayAlreadySet):
        end_appointment(appointment.id, on=AFTER, acting=place.office)
    with pytest.raises(PeriodEndsBeforeStart):
        end_appointment(appointment.id, on=BEGINNING, acting=place.office)
    end_appointment(appointment.id, on=BEFORE, acting=place.office)
    assert (names(place, BEFORE), names(place, THEN)) == (["Kari Prøve"], [])
    with pytest.raises(UnknownAppointment):
        end_appointment(999, on=THEN, acting=place.office)


def test_somebody_who_holds_two_posts_comes_twice(place: Place, head: Ref, kari: Ref) -> None:
    adviser = add_post(place.care.id, title="Rådgiver", valid_from=BEGINNING, acting=place.office)
    appoint(kari.id, post_id=head.id, valid_from=BEGINNING, acting=place.office)
    appoint(kari.id, post_id=adviser.id, valid_from=BEGINNING, acting=place.office)
    with scope(place.municipality.id):
        everything = list_held(acting=place.office, on=THEN)
        assert [(h.title, h.level_rank) for h in everything] == [("Skolesjef", 2), ("Rådgiver", None)]
        assert list_held(acting=place.office, on=THEN, unit_ids=[place.care.id]) == everything[1:]


def test_leaving_ends_every_post_on_the_day(place: Place, head: Ref, kari: Ref, ola: Ref) -> None:
    appoint(kari.id, post_id=head.id, valid_from=BEGINNING, acting=place.office)
    for _ in range(2):
        register_leaving(kari.id, on=THEN, acting=place.office)
    assert (names(place, THEN), names(place, AFTER)) == (["Kari Prøve"], [])
    with scope(place.municipality.id):
        assert [p.name for p in list_people(acting=place.office, on=THEN)] == ["Kari Prøve", "Ola Prøve"]
        assert [p.name for p in list_people(acting=place.office, on=AFTER)] == ["Ola Prøve"]
        kinds = [h.kind for h in list_history("organisation.person", kari.id)]
        assert kinds.count("organisation.LeavingRegistered") == 1
    with pytest.raises(PersonHasLeft):
        appoint(kari.id, post_id=head.id, valid_from=AFTER, acting=place.office)
    with pytest.raises(UnknownPerson):
        register_leaving(999, on=THEN, acting=place.office)


def test_leaving_before_a_planned_post_is_refused_whole(place: Place, head: Ref, kari: Ref) -> None:
    appoint(kari.id, post_id=head.id, valid_from=FAR, acting=place.office)
    with pytest.raises(PeriodEndsBeforeStart):
        register_leaving(kari.id, on=THEN, acting=place.office)
    with scope(place.municipality.id):
        assert Person.objects.get(id=kari.id).left_on is None


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.IT, Role.DEVELOPMENT_OFFICE)])
def test_others_do_not_write_people_and_posts(place: Place, head: Ref, kari: Ref, role: Role) -> None:
    acting = acting_for(place.municipality, make_account(place.municipality, role))
    appointment = appoint(kari.id, post_id=head.id, valid_from=BEGINNING, acting=place.office)
    for act in (
        lambda: add_person("X", acting=acting),
        lambda: change_person(kari.id, name="X", email="", acting=acting),
        lambda: register_leaving(kari.id, on=THEN, acting=acting),
        lambda: add_post(place.top.id, title="X", valid_from=THEN, acting=acting),
        lambda: end_post(head.id, on=THEN, acting=acting),
        lambda: appoint(kari.id, post_id=head.id, valid_from=THEN, acting=acting),
        lambda: end_appointment(appointment.id, on=THEN, acting=acting),
    ):
        with pytest.raises(NotAllowed):
            act()
