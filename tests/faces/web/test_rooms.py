"""Every room's first page: open for its roles, closed for others, cheap however much there is."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import after, at_sign_up, gathering_ids, make_edition, make_town
from tests.faces.web.browsing import browser_of

pytestmark = pytest.mark.django_db

ROOMS = {
    "/min-utvikling": {Role.LEADER},
    "/min-enhet": {Role.UNIT_HEAD, Role.BUDGET_HOLDER},
    "/leverandor": {Role.SUPPLIER, Role.COACH, Role.FACILITATOR},
    "/tillitsvalgte": {Role.REPRESENTATIVE},
}


@pytest.mark.parametrize("role", list(Role))
def test_each_room_is_for_its_roles(role: Role) -> None:
    town = make_town()
    browser = browser_of(town.person(role))
    for path, roles in ROOMS.items():
        assert browser.get(path).status_code == (200 if role in roles else 403), path


@pytest.mark.parametrize("path", [*ROOMS, "/sok", "/meg/kalender"])
def test_a_stranger_is_sent_to_the_door(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/logg-inn")


def test_results_are_open_and_hold_no_name() -> None:
    town = make_town()
    leader = town.person(name="Ingrid Vik")
    with at_sign_up():
        deliver_a_module.sign_up(make_edition(town), acting=leader.acting)
    answer = Client().get(f"/resultater/{town.municipality.slug}")
    assert answer.status_code == 200
    assert "1 av 18" in answer.content.decode()
    assert "Ingrid" not in answer.content.decode()
    other = make_town()
    assert browser_of(other.person()).get(f"/resultater/{town.municipality.slug}").status_code == 200
    assert Client().get("/resultater/finnes-ikke").status_code == 404


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


def test_a_stand_in_is_named_and_ended_on_the_page() -> None:
    town = make_town()
    head, other = town.person(Role.UNIT_HEAD), town.person(Role.LEADER, name="Jonas Eide")
    from lederloft.foundation.access.api import Account

    email = Account.objects.get(pk=other.acting.account_id).email
    browser = browser_of(head)
    fields = {"stand_in": email, "valid_from": "1. mars 2024", "valid_to": "10.03.2024"}
    with clock.frozen_at(after(1)):
        unknown = browser.post("/min-enhet/stedfortreder", with_key(**{**fields, "stand_in": "ukjent@example.org"}))
        assert unknown.status_code == 422
        assert "Ingen hos dere logger inn med denne adressen" in unknown.content.decode().replace("\xa0", " ")
        assert browser.post("/min-enhet/stedfortreder", with_key(**fields)).status_code == 303
        page = browser.get("/min-enhet/stedfortreder").content.decode()
        assert "Jonas Eide" in page
        end = page.split('action="/min-enhet/stedfortreder/')[1].split('"')[0]
        assert browser.post(f"/min-enhet/stedfortreder/{end}", with_key()).status_code == 303
        assert "Avslutt nå" not in browser.get("/min-enhet/stedfortreder").content.decode()


def test_search_finds_what_she_may_see_and_nothing_else() -> None:
    town, other = make_town(), make_town()
    leader = town.person(name="Øyvind Ås")
    other.person(name="Øyvind Annetsted")
    with at_sign_up():
        make_edition(town)
        found = browser_of(leader).get("/sok", {"q": "øyvind"}).content.decode()
        assert "Øyvind Ås" in found
        assert "Annetsted" not in found
        assert "Teamledelse" in browser_of(leader).get("/sok", {"q": "teamled"}).content.decode()
    colleague = browser_of(town.person(name="Jonas Eide"))
    assert "Øyvind Ås" not in colleague.get("/sok", {"q": "øyvind"}).content.decode()


def test_first_pages_cost_the_same_however_much_there_is(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    town = make_town()
    facilitator, head, union = (
        town.person(Role.FACILITATOR),
        town.person(Role.UNIT_HEAD),
        town.person(Role.REPRESENTATIVE),
    )
    for _ in range(5):
        edition_id = make_edition(town)
        deliver_a_module.assign_a_facilitator(edition_id, person_id=facilitator.person_id, acting=town.office)
        with at_sign_up():
            place = deliver_a_module.sign_up(edition_id, acting=town.person().acting)
        with clock.frozen_at(after(1)):
            entries = [AttendanceEntry(place.seat_id, AttendanceKind.FULL)]
            deliver_a_module.register_attendance(
                gathering_ids(town, edition_id)[0], entries=entries, acting=town.office
            )
    for who, path, most in ((facilitator, "/leverandor", 8), (head, "/min-enhet", 12), (union, "/tillitsvalgte", 8)):
        browser = browser_of(who)
        browser.get(path)
        with django_assert_max_num_queries(most):
            browser.get(path)
