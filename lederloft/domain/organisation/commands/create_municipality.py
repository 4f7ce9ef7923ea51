"""Create a municipality."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from lederloft.domain.organisation.commands.add_person import add_person
from lederloft.domain.organisation.commands.change_profile import clean_details
from lederloft.domain.organisation.errors import MunicipalityMade, SlugNotAllowed, SlugTaken
from lederloft.domain.organisation.facts import MunicipalityCreated, ProfileWritten, TitleSet, UnitAdded
from lederloft.domain.organisation.models import LeaderLevel, Profile, Title, Unit, UnitPeriod
from lederloft.domain.organisation.policies import may_create_municipality
from lederloft.domain.organisation.rules import require_levels_in_order
from lederloft.domain.organisation.values import (
    CreatedMunicipality,
    LevelName,
    ProfileDetails,
    Ref,
    TitleKind,
    UnitKind,
)
from lederloft.foundation.access.api import invite_person
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.errors.values import N_
from lederloft.foundation.tenancy.api import Municipality, wait_for_municipalities
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import inside, use_case
from lederloft.foundation.wording.values import clean_text


@use_case(may=may_create_municipality)
def create_municipality(
    slug: str,
    *,
    details: ProfileDetails,
    titles: Mapping[TitleKind, str],
    levels: Sequence[LevelName],
    begins_on: date,
    administrator_email: str = "",
    administrator_name: str = "",
    is_example: bool = False,
    is_first: bool = False,
    acting: Acting,
) -> CreatedMunicipality:
    """Make a municipality that can be worked in: profile, own titles, leader levels, the unit at the top, and an
    invitation to the first administrator when one is named.

    An act of the installation: it opens the new municipality's scope itself. The installation's trail says that a
    municipality was created; the municipality's own trail begins with what was put into it.
    ``is_first``: only when there is none yet but examples. Of two at the same moment one is made.
    Raises SlugNotAllowed, MunicipalityMade, SlugTaken, LevelsNotInOrder, and what change_profile and invite_person
    raise.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug) or len(slug) > 50:
        raise SlugNotAllowed(slug=slug)
    wait_for_municipalities()
    if is_first and Municipality.objects.filter(is_example=False).exists():
        raise MunicipalityMade
    if Municipality.objects.filter(slug=slug).exists():
        raise SlugTaken(slug=slug)
    details = clean_details(details)
    require_levels_in_order(levels)
    municipality = Municipality.objects.create(slug=slug, is_example=is_example)
    record(MunicipalityCreated(municipality_id=municipality.pk))
    with inside(municipality.pk, acting=acting) as there:
        top = _furnish(details, titles, levels, begins_on)
        invitation_id = _invite(administrator_email, administrator_name, there) if administrator_email else None
    return CreatedMunicipality(municipality.pk, slug, top, invitation_id)


def _furnish(
    details: ProfileDetails, titles: Mapping[TitleKind, str], levels: Sequence[LevelName], begins_on: date
) -> Ref:
    profile = Profile.objects.create(**vars(details))
    record(ProfileWritten(profile_id=profile.pk))
    for kind, text in titles.items():
        text = clean_text(text, label=N_("Tittel"), limit=100, is_required=True)
        Title.objects.create(kind=kind, text=text, valid_from=begins_on)
        record(TitleSet(profile_id=profile.pk, title_kind=kind, begins_on=begins_on.isoformat()))
    for level in levels:
        name = clean_text(level.name, label=N_("Ledernivå"), limit=60, is_required=True)
        LeaderLevel.objects.create(rank=level.rank, name=name)
    unit = Unit.objects.create()
    UnitPeriod.objects.create(unit=unit, name=details.name, kind=UnitKind.LINE, valid_from=begins_on)
    record(UnitAdded(unit_id=unit.pk, begins_on=begins_on.isoformat()))
    return Ref(unit.pk, unit.public_key)


def _invite(email: str, name: str, acting: Acting) -> int:
    person = add_person(name or email.partition("@")[0], email=email, acting=acting)
    return invite_person(email, role=Role.IT, person_id=person.id, acting=acting)
