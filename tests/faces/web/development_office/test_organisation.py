"""Units, people, posts and appointments on the page."""

from datetime import date

import pytest
from django.test import Client

from lederloft.domain.organisation import api as organisation
from lederloft.domain.organisation.models import Unit, UnitPeriod
from lederloft.foundation.clock import api as clock
from tests.domain.makers import SIGN_UP_TIME, Town, make_town
from tests.faces.web.development_office.test_story import words
from tests.faces.web.development_office.visiting import ROOT, browser, describe, key

pytestmark = pytest.mark.django_db

ORG = f"{ROOT}/organisasjon"
DAY = "1. januar 2024"


def a_town() -> tuple[Town, str]:
    """A town with its top unit, and the unit's address."""
    town = make_town()
    describe(town)
    with town.reading():
        top = Unit.objects.create()
        UnitPeriod.objects.create(unit=top, name="Eksempel kommune", kind="line", valid_from=date(2020, 1, 1))
        organisation.LeaderLevel.objects.create(rank=1, name="Kommunedirektør")
    return town, f"{ORG}/enheter/{top.public_key}"


def test_a_unit_a_post_a_person_and_an_appointment() -> None:
    town, top = a_town()
    office = browser(town.office)
    with clock.frozen_at(SIGN_UP_TIME):
        made = office.post(f"{top}/ny-enhet", key(name="Tasta skole", kind="line", on=DAY))
        assert made.status_code == 303, words(made)
        school = made["Location"]
        again = office.post(f"{top}/ny-enhet", key(name="Tasta skole", kind="line", on=DAY))
        assert again.status_code == 409
        assert 'href="#id_name"' in again.content.decode()
        with town.reading():
            level = organisation.list_levels()[0].level_id
        headless = office.post(f"{school}/ny-stilling", key(title="Rektor", is_unit_head="on", on=DAY))
        assert 'href="#id_level"' in headless.content.decode()
        post = key(title="Rektor", level=str(level), is_unit_head="on", on=DAY)
        assert office.post(f"{school}/ny-stilling", post).status_code == 303
        person = office.post(f"{ORG}/personer/ny", key(name="Jonas Eide", email="jonas@example.org"))["Location"]
        with town.reading():
            post_key = organisation.list_posts(on=clock.today())[0].public_key
            jonas = next(p for p in organisation.list_people(acting=town.office, on=clock.today()) if "Jonas" in p.name)
        appoint = f"{ORG}/stillinger/{post_key}/sett-inn"
        assert office.post(appoint, key(person="", kind="permanent", valid_from=DAY)).status_code == 422
        press = key(person=str(jonas.person_id), kind="permanent", valid_from=DAY)
        assert office.post(appoint, press).status_code == 303
        assert "Rektor, Tasta skole." in words(office.get(person))
        assert "Jonas Eide" in words(office.get(ORG))
        assert "Én stilling, alle besatt." in words(office.get(school))
        assert "Tasta skole" in words(office.get(f"{ORG}/personer"))
        held = office.post(f"{ORG}/stillinger/{post_key}/avslutt", key(on="31. mars 2024"))
        assert held.status_code == 409
        with town.reading():
            one = organisation.list_appointments(jonas.person_id, on=clock.today())[0]
        last = f"{person}/stillinger/{one.appointment_key}/siste-dag"
        assert office.post(last, key(on="31. desember 2023")).status_code == 422
        assert office.post(last, key(on="21. januar 2024")).status_code == 303
        assert "Har ingen stilling i dag." in words(office.get(person))
        assert office.post(f"{person}/endre", key(name="Jonas Berg", email="feil")).status_code == 422
        assert office.post(f"{person}/endre", key(name="Jonas Berg", email="")).status_code == 303
        assert office.post(f"{person}/slutter", key(on="31. januar 2024")).status_code == 303
        assert "Siste dag er 31. januar 2024." in words(office.get(person))


def test_a_unit_is_renamed_moved_and_ended() -> None:
    town, top = a_town()
    office = browser(town.office)
    with clock.frozen_at(SIGN_UP_TIME):
        first = office.post(f"{top}/ny-enhet", key(name="Oppvekst", kind="line", on=DAY))["Location"]
        second = office.post(f"{top}/ny-enhet", key(name="Skoler", kind="line", on=DAY))["Location"]
        assert office.post(f"{second}/nytt-navn", key(name="Skole", on="1. januar 2024")).status_code == 303
        with town.reading():
            ids = {unit.name: unit.unit_id for unit in organisation.list_units(on=clock.today())}
        assert office.post(f"{second}/flytt", key(parent=str(ids["Oppvekst"]), on="15. januar 2024")).status_code == 303
        moving = office.get(f"{first}/flytt").content.decode()
        assert f'value="{ids["Skole"]}"' not in moving
        assert office.post(f"{first}/avslutt", key(on="31. januar 2024")).status_code == 409
        assert office.post(f"{second}/avslutt", key(on="20. januar 2024")).status_code == 303
        assert office.get(second).status_code == 404
        assert "Skole" not in words(office.get(ORG))


def test_the_organisation_is_the_offices_and_stays_in_its_municipality() -> None:
    town, top = a_town()
    there, far = a_town()
    leader, office, stranger = browser(town.person().acting), browser(town.office), browser(there.office)
    with clock.frozen_at(SIGN_UP_TIME):
        person = office.post(f"{ORG}/personer/ny", key(name="<b>Jonas</b>", email=""))["Location"]
        school = office.post(f"{top}/ny-enhet", key(name="<i>Skole</i>", kind="staff", on=DAY))["Location"]
        ends = ("", "/ny-enhet", "/nytt-navn", "/flytt", "/avslutt", "/ny-stilling")
        keyed = [f"{school}{end}" for end in ends] + [f"{person}{end}" for end in ("", "/endre", "/slutter")]
        for address in [ORG, f"{ORG}/personer", f"{ORG}/personer/ny", *keyed]:
            page: Client = leader
            assert page.get(address).status_code == 403, address
            text = office.get(address).content.decode()
            assert "<b>Jonas" not in text
            assert "<i>Skole" not in text
        for address in keyed:
            assert stranger.get(address).status_code == 404, address
            assert stranger.post(address, key()).status_code in {404, 405}, address
        assert far != top
