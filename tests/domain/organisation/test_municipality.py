"""A municipality is created whole, describes itself, and changes its words on a day."""

from dataclasses import replace
from datetime import date

import pytest

from lederloft.domain.organisation.api import (
    LanguageForm,
    LevelName,
    TitleKind,
    change_profile,
    get_profile,
    list_levels,
    list_titles,
    list_units,
    set_title,
)
from lederloft.domain.organisation.errors import (
    AddressWrong,
    EmailWrong,
    LevelsNotInOrder,
    NumberNotFourDigits,
    OrganisationNumberWrong,
    SlugNotAllowed,
    SlugTaken,
)
from lederloft.domain.organisation.models import Profile
from lederloft.foundation.acting.values import Role, upkeep
from lederloft.foundation.errors.values import DomainError, NotAllowed
from lederloft.foundation.tenancy.api import Municipality, scope
from lederloft.foundation.trail.api import list_history
from lederloft.foundation.trail.models import InstallationEntry, TrailEntry
from lederloft.foundation.wording.values import TextMissing, TextTooLong
from tests.domain.organisation.conftest import BEGINNING, Place, create, details
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db


def test_a_new_municipality_can_be_worked_in() -> None:
    created = create("provevik", is_example=True)
    assert created.slug == "provevik"
    assert Municipality.objects.get().is_example
    with scope(created.municipality_id):
        profile = get_profile(on=BEGINNING)
        assert profile is not None
        assert profile.details == details(organisation_number="964965226")
        assert profile.titles == {TitleKind.TOP_LEADER: "Rådmann"}
        assert [(level.rank, level.name) for level in list_levels()] == [(1, "Rådmann"), (2, "Virksomhetsleder")]
        [top] = list_units(on=BEGINNING)
        assert (top.unit_id, top.name, top.parent_id) == (created.top_unit.id, "Prøvevik kommune", None)
        assert list_units(on=date(2019, 12, 31)) == []


def test_the_installation_and_the_municipality_each_remember_their_part() -> None:
    created = create()
    entry = InstallationEntry.objects.get()
    assert (entry.kind, entry.data) == (
        "organisation.MunicipalityCreated",
        {"municipality_id": created.municipality_id},
    )
    with scope(created.municipality_id):
        kinds = TrailEntry.objects.order_by("id").values_list("kind", flat=True)
        assert list(kinds) == ["organisation.ProfileWritten", "organisation.TitleSet", "organisation.UnitAdded"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"details": details(organisation_number="964965227")}, OrganisationNumberWrong),
        ({"details": details(number="99")}, NumberNotFourDigits),
        ({"details": details(name=" ")}, TextMissing),
        ({"details": details(name="x" * 101)}, TextTooLong),
        ({"details": details(contact_email="hos oss")}, EmailWrong),
        ({"details": details(accessibility_url="javascript:alert(1)")}, AddressWrong),
        ({"levels": [LevelName(2, "Rådmann")]}, LevelsNotInOrder),
        ({"levels": [LevelName(1, "")]}, TextMissing),
        ({"titles": {TitleKind.TOP_LEADER: ""}}, TextMissing),
    ],
)
def test_a_wrong_field_leaves_no_municipality_behind(changes: dict, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        create(**changes)
    assert not Municipality.objects.exists()
    assert not InstallationEntry.objects.exists()


@pytest.mark.parametrize("slug", ["", "Røros", "a b", "-a", "a" * 51, "a/b", "a\n"])
def test_a_slug_can_stand_in_an_address(slug: str) -> None:
    with pytest.raises(SlugNotAllowed):
        create(slug)


def test_a_slug_is_used_once() -> None:
    create("provevik")
    with pytest.raises(SlugTaken):
        create("provevik")


def test_only_the_installation_creates_municipalities() -> None:
    municipality = make_municipality()
    it = acting_for(municipality, make_account(municipality, Role.IT))
    for acting in (it, replace(it, municipality_id=None), upkeep(municipality_id=municipality.id)):
        with pytest.raises(NotAllowed):
            create(acting=acting)


def test_a_repeated_key_creates_one_municipality() -> None:
    acting = replace(upkeep(municipality_id=None), client_key="k")
    assert create(acting=acting) == create(acting=acting)
    assert Municipality.objects.count() == 1


def test_the_profile_is_changed_and_told_once(place: Place) -> None:
    new = details(contact_name="Kari Prøve", contact_email="Kari@Provevik.no", language_form=LanguageForm.NEUTRAL)
    change_profile(new, acting=place.office)
    change_profile(new, acting=place.office)
    with scope(place.municipality.id):
        profile = get_profile(on=BEGINNING)
        assert profile is not None
        assert profile.details == replace(new, organisation_number="964965226", contact_email="kari@provevik.no")
        history = list_history("organisation.profile", profile.id)
        assert [h.kind for h in history].count("organisation.ProfileChanged") == 1


def test_a_wrong_profile_changes_nothing(place: Place) -> None:
    with pytest.raises(OrganisationNumberWrong):
        change_profile(details(name="Ny kommune", organisation_number="1"), acting=place.office)
    with scope(place.municipality.id):
        assert Profile.objects.get().name == "Prøvevik kommune"


def test_a_title_changes_on_its_day(place: Place) -> None:
    set_title(TitleKind.TOP_LEADER, text="Kommunedirektør", on=date(2021, 5, 1), acting=place.office)
    with scope(place.municipality.id):
        before, after = get_profile(on=date(2021, 4, 30)), get_profile(on=date(2021, 5, 1))
        assert before is not None
        assert after is not None
        assert before.titles[TitleKind.TOP_LEADER] == "Rådmann"
        assert after.titles[TitleKind.TOP_LEADER] == "Kommunedirektør"
        assert [span.value for span in list_titles(TitleKind.TOP_LEADER)] == ["Rådmann", "Kommunedirektør"]
        assert len(list_history("organisation.profile", after.id)) == 3


def test_a_title_is_put_in_before_a_planned_one_and_taken_back(place: Place) -> None:
    office = place.office
    set_title(TitleKind.TOP_LEADER, text="Kommunedirektør", on=date(2021, 5, 1), acting=office)
    set_title(TitleKind.TOP_LEADER, text="Administrasjonssjef", on=date(2021, 2, 1), acting=office)
    set_title(TitleKind.DEVELOPMENT_OFFICE, text="HR", on=date(2021, 1, 1), acting=office)
    with scope(place.municipality.id):
        spans = list_titles(TitleKind.TOP_LEADER)
        assert [(s.valid_from, s.value) for s in spans] == [
            (BEGINNING, "Rådmann"),
            (date(2021, 2, 1), "Administrasjonssjef"),
            (date(2021, 5, 1), "Kommunedirektør"),
        ]
    set_title(TitleKind.TOP_LEADER, text="Rådmann", on=date(2021, 2, 1), acting=office)
    set_title(TitleKind.TOP_LEADER, text="Rådmann", on=date(2021, 5, 1), acting=office)
    with scope(place.municipality.id):
        assert [(s.valid_from, s.valid_to) for s in list_titles(TitleKind.TOP_LEADER)] == [(BEGINNING, None)]


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.IT, Role.DEVELOPMENT_OFFICE)])
def test_others_do_not_write_the_profile(place: Place, role: Role) -> None:
    acting = acting_for(place.municipality, make_account(place.municipality, role))
    with pytest.raises(NotAllowed):
        change_profile(details(), acting=acting)
    with pytest.raises(NotAllowed):
        set_title(TitleKind.TOP_LEADER, text="Konge", on=BEGINNING, acting=acting)


def test_a_municipality_without_profile_has_none() -> None:
    with scope(make_municipality().id):
        assert get_profile(on=BEGINNING) is None
