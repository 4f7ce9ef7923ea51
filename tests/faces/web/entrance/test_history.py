"""History as a page tells it."""

import pytest
from django.test import Client

from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import Role
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import at_sign_up, make_edition, make_town
from tests.faces.web.browsing import browser_of

pytestmark = pytest.mark.django_db


def test_history_tells_the_office_what_was_done() -> None:
    town = make_town()
    edition_id = make_edition(town)
    with town.reading():
        key = programmes.find_edition(edition_id).edition_key
    from tests.domain.makers import Somebody

    office = browser_of(Somebody(0, town.office))
    page = office.get(f"/historikk/modul/{key}")
    assert page.status_code == 200
    assert "Løsningen" in page.content.decode()
    assert browser_of(town.person()).get(f"/historikk/modul/{key}").status_code == 404
    assert office.get(f"/historikk/tull/{key}").status_code == 404


def test_history_says_who_did_it_to_whom_and_what_it_is_of() -> None:
    town = make_town()
    edition_id = make_edition(town)
    liv, marit = town.person(name="Liv Dahl"), town.person(name="Marit Moen")
    anne = town.person(Role.DEVELOPMENT_OFFICE, name="Anne Moen")
    with at_sign_up():
        own = deliver_a_module.sign_up(edition_id, acting=liv.acting)
        other = deliver_a_module.sign_up(edition_id, person_id=marit.person_id, acting=anne.acting)
        deliver_a_module.give_up_a_seat(other.seat_id, acting=anne.acting)
        deliver_a_module.give_up_a_seat(own.seat_id, acting=liv.acting)
    with town.reading():
        key = programmes.find_edition(edition_id).edition_key
    office = browser_of(anne)

    def page(path: str, of: Client = office) -> str:
        return of.get(f"/historikk/{path}").content.decode().replace("\xa0", " ")

    whole = page(f"modul/{key}")
    assert "Historikk: Teamledelse, våren 2024" in whole
    for said in (
        "Liv Dahl meldte seg på, plass 1",
        "Anne Moen meldte Marit Moen på, plass 2",
        "Anne Moen meldte Marit Moen av, plass 2",
        "Liv Dahl meldte seg av, plass 1",
    ):
        assert said in whole
    assert f'href="/utviklingskontoret/gjennomforinger/{key}"' in whole
    assert "Historikk: Liv Dahl i Teamledelse, våren 2024" in page(f"plass/{own.seat_key}")
    hers = page(f"plass/{own.seat_key}", browser_of(liv))
    assert "Historikk: Plassen din i Teamledelse, våren 2024" in hers
    assert f'href="/min-utvikling/tilbud/{key}"' in hers
