"""A small municipality to stand on: a top, two units under it, and people of every kind."""

from dataclasses import dataclass
from datetime import date

import pytest

from lederloft.domain.organisation.api import (
    LanguageForm,
    LevelModel,
    LevelName,
    ProfileDetails,
    Ref,
    TitleKind,
    add_unit,
    create_municipality,
    list_levels,
)
from lederloft.foundation.acting.values import Acting, Role, upkeep
from lederloft.foundation.tenancy.api import Municipality, scope
from tests.makers import acting_for, make_account

BEGINNING = date(2020, 1, 1)


@dataclass
class Place:
    """The municipality, who administers it, and its units."""

    municipality: Municipality
    office: Acting
    top: Ref
    schools: Ref
    care: Ref
    levels: list[int]


def details(**changes: object) -> ProfileDetails:
    written: dict[str, object] = {
        "name": "Prøvevik kommune",
        "number": "9901",
        "organisation_number": "964 965 226",
        "language_form": LanguageForm.NYNORSK,
        "level_model": LevelModel.TWO,
    }
    return ProfileDetails(**{**written, **changes})


def create(slug: str = "provevik", **changes: object):
    given: dict = {
        "details": details(),
        "titles": {TitleKind.TOP_LEADER: "Rådmann"},
        "levels": [LevelName(1, "Rådmann"), LevelName(2, "Virksomhetsleder")],
        "begins_on": BEGINNING,
        "acting": upkeep(municipality_id=None),
    }
    return create_municipality(slug, **{**given, **changes})


def furnish() -> Place:
    """Made by acts, as an installation does it."""
    created = create()
    municipality = Municipality.objects.get(id=created.municipality_id)
    office = acting_for(municipality, make_account(municipality, Role.DEVELOPMENT_OFFICE))
    schools, care = (
        add_unit(created.top_unit.id, name=name, valid_from=BEGINNING, acting=office) for name in ("Skole", "Omsorg")
    )
    with scope(municipality.id):
        levels = [level.level_id for level in list_levels()]
    return Place(municipality, office, created.top_unit, schools, care, levels)


@pytest.fixture
def place(db: None) -> Place:
    return furnish()
