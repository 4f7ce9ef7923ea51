"""The attendance list: who registers, who sees it."""

import re

import pytest
from django.urls import reverse

from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import Town, after, at_sign_up, gathering_ids, make_edition, make_town
from tests.faces.web.browsing import browser_of, with_key

pytestmark = pytest.mark.django_db


def _held(town: Town) -> tuple[str, int, str]:
    """An edition with one seated leader; its first gathering's key and id, and the leader's seat key."""
    edition_id = make_edition(town)
    with at_sign_up():
        place = deliver_a_module.sign_up(edition_id, acting=town.person(name="Ingrid Vik").acting)
    first = gathering_ids(town, edition_id)[0]
    with town.reading():
        return programmes.find_gathering(first).gathering_key, first, place.seat_key


def test_a_facilitator_registers_attendance_in_one_save() -> None:
    town = make_town()
    key, _gathering_id, seat_key = _held(town)
    facilitator = town.person(Role.FACILITATOR)
    with town.reading():
        edition_id = programmes.get_gathering(key, acting=town.office).edition_id
    deliver_a_module.assign_a_facilitator(edition_id, person_id=facilitator.person_id, acting=town.office)
    browser = browser_of(facilitator)
    with clock.frozen_at(after(1)):
        assert "Oppmøtet fra én samling mangler" in browser.get("/leverandor").content.decode().replace("\xa0", " ")
        url = reverse("attendance:sheet", args=[key])
        assert "Ingrid Vik" in browser.get(url).content.decode()
        wrong = browser.post(url, with_key(**{f"kind_{seat_key}": "partial", f"minutes_{seat_key}": "999"}))
        assert wrong.status_code == 422
        assert "Ingrid Vik: Delvis oppmøte må være mellom 1 og 180" in wrong.content.decode().replace("\xa0", " ")
        assert 'value="999"' in wrong.content.decode()
        right = browser.post(url, with_key(**{f"kind_{seat_key}": "partial", f"minutes_{seat_key}": "105"}))
        assert (right.status_code, right["Location"]) == (303, "/leverandor")
        assert 'value="105"' in browser.get(url).content.decode()


def test_what_a_facilitator_is_to_hold_leads_to_its_page() -> None:
    town = make_town()
    edition_id, facilitator = make_edition(town), town.person(Role.FACILITATOR)
    deliver_a_module.assign_a_facilitator(edition_id, person_id=facilitator.person_id, acting=town.office)
    with at_sign_up():
        browser = browser_of(facilitator)
        links = re.findall(r'<p class="ll-row-title"><a href="([^"]+)">', browser.get("/leverandor").content.decode())
        assert [browser.get(link).status_code for link in links] == [200, 200, 200]


def test_nobody_else_sees_the_attendance_list() -> None:
    town = make_town()
    key, gathering_id, seat_key = _held(town)
    url = reverse("attendance:sheet", args=[key])
    assert browser_of(town.person(Role.FACILITATOR)).get(url).status_code == 404
    assert browser_of(town.person(Role.LEADER)).get(url).status_code == 403
    assert browser_of(make_town().person(Role.DEVELOPMENT_OFFICE)).get(url).status_code == 404
    assert seat_key
    assert gathering_id
