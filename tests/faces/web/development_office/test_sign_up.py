"""Whom the office can sign up: leaders first, by a search, and others by an explicit choice."""

import pytest

from lederloft.domain.organisation import api as organisation
from lederloft.foundation.acting.values import Role, upkeep
from tests.domain.makers import OPENS_ON, at_sign_up
from tests.faces.web.development_office.visiting import a_story, key, words

pytestmark = pytest.mark.django_db


def test_leaders_are_listed_and_others_by_choice() -> None:
    story = a_story()
    town, office, url = story.town, story.office, f"{story.url}/meld-pa"
    town.person(name="Ingrid Vik")
    supplier = town.person(Role.SUPPLIER, name="Kari Kurs")
    head = town.person(Role.REPRESENTATIVE, name="Nina Nes")
    acting = upkeep(municipality_id=town.municipality.id)
    with town.reading():
        top = organisation.Unit.objects.create()
        organisation.UnitPeriod.objects.create(unit=top, name="Skole", kind="line", valid_from=OPENS_ON)
        level = organisation.LeaderLevel.objects.create(name="Virksomhetsleder", rank=3)
    post = organisation.add_post(top.pk, title="Rektor", level_id=level.pk, valid_from=OPENS_ON, acting=acting)
    organisation.appoint(head.person_id, post_id=post.id, valid_from=OPENS_ON, acting=acting)
    with at_sign_up():
        page = words(office.get(url))
        assert "Ingrid Vik" in page
        assert "Nina Nes" in page
        assert "Kari Kurs" not in page
        found = words(office.get(url, {"sok": "nes"}))
        assert "Nina Nes" in found
        assert "Ingrid Vik" not in found
        assert "Kari Kurs" in words(office.get(url, {"alle": "1"}))
        assert office.post(url, key(person_id=str(supplier.person_id))).status_code == 422
        assert office.post(f"{url}?alle=1", key(person_id=str(supplier.person_id))).status_code == 303
