"""Every room's first page: open for its roles, closed for others, cheap however much there is."""

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
