"""The leader's room: what she sees, signs up for and gives up."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind, SeatState
from lederloft.domain.programmes.models import Gathering
from lederloft.faces.papers.gathering_mail.api import render_place
from lederloft.foundation.clock import api as clock
from lederloft.foundation.outbox.api import MailRequest
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import Somebody, Town, after, at_sign_up, edition_key, gathering_ids, make_edition, make_town
from tests.faces.web.browsing import browser_of, hidden_fields, with_key

pytestmark = pytest.mark.django_db


def test_a_leader_without_anything_is_told_what_she_can_join() -> None:
    town = make_town()
    make_edition(town)
    leader = town.person(name="Ingrid Vik")
    with at_sign_up():
        page = browser_of(leader).get("/min-utvikling")
    assert page.status_code == 200
    text = page.content.decode()
    assert "God morgen, Ingrid" in text
    assert "Du er ikke påmeldt noe ennå" in text
    assert "Teamledelse, våren 2024" in text


def test_signing_up_queueing_and_giving_up_on_the_page() -> None:
    town = make_town()
    edition_id = make_edition(town, capacity=1)
    url = reverse("my_development:edition", args=[edition_key(town, edition_id)])
    first, second = town.person(name="Ingrid Vik"), town.person(name="Jonas Eide")
    with at_sign_up():
        answer = browser_of(first).post(f"{url}/meld-meg-pa", with_key())
        assert (answer.status_code, answer["Location"]) == (303, url)
        assert "Du har plass nummer 1" in browser_of(first).get(url).content.decode()
        assert "Still meg i kø" in browser_of(second).get(url).content.decode()
        browser_of(second).post(f"{url}/meld-meg-pa", with_key())
        shown = browser_of(second).get(url).content.decode()
        assert "Du står som nummer 1 i køen" in shown
        assert "Køen følger tiden dere ble meldt på" in shown
        assert "Nr. 1" in browser_of(second).get("/min-utvikling").content.decode()
        browser_of(first).post(f"{url}/gi-fra-meg-plassen", with_key(shown="seated"))
        assert "Du har plass nummer 1" in browser_of(second).get(url).content.decode()


def test_what_giving_up_does_is_said_by_case_and_is_true_of_one_the_office_signed_up() -> None:
    town = make_town()
    edition_id = make_edition(town, 1)
    seated, waiting = town.person(), town.person()
    url = f"/min-utvikling/tilbud/{edition_key(town, edition_id)}"
    with at_sign_up():
        place = deliver_a_module.sign_up(edition_id, person_id=seated.person_id, acting=town.office)
        page = browser_of(seated).get(f"{url}/gi-fra-meg-plassen").content.decode()
        assert "Plassen din blir ledig når du trykker" in page
        assert "først i køen" not in page
        assert "Det var ledig plass da du ble meldt på" in browser_of(seated).get(url).content.decode()
        deliver_a_module.sign_up(edition_id, acting=waiting.acting)
        page = browser_of(seated).get(f"{url}/gi-fra-meg-plassen").content.decode()
        assert "Den som står først i køen, får plassen din" in page
        assert "Én står i kø til Teamledelse, våren 2024." in page
        page = browser_of(waiting).get(f"{url}/gi-fra-meg-plassen").content.decode()
        assert "Du mister plassen i køen når du trykker" in page
        deliver_a_module.give_up_a_seat(place.seat_id, acting=seated.acting)
    with town.reading():
        about = {"seat_id": place.seat_id}
        to = ("person", seated.person_id, seated.acting.account_id, "nb")
        letter = render_place(MailRequest(deliver_a_module.SEAT_GIVEN_UP, about, town.municipality.id, *to))
    assert letter is not None
    assert "Du har ikke lenger plass på" in letter.text


def test_looking_at_what_giving_up_does_gives_nothing_up_and_pressing_twice_is_no_fault() -> None:
    town = make_town()
    edition_id = make_edition(town, 1)
    seated = town.person()
    url = f"/min-utvikling/tilbud/{edition_key(town, edition_id)}"
    browser, key = browser_of(seated), with_key(shown="seated")
    with at_sign_up():
        deliver_a_module.sign_up(edition_id, acting=seated.acting)
        assert f'href="{url}/gi-fra-meg-plassen"' in browser.get(url).content.decode()
        browser.get(f"{url}/gi-fra-meg-plassen")
        assert "Du har plass nummer 1" in browser.get(url).content.decode()
        answers = [browser.post(f"{url}/gi-fra-meg-plassen", key) for _ in range(2)]
        assert [(answer.status_code, answer["Location"]) for answer in answers] == [(303, url)] * 2
        assert browser.get(f"{url}/gi-fra-meg-plassen")["Location"] == url
        assert "Du har plass" not in browser.get(url).content.decode()


def test_one_who_got_a_seat_while_she_read_of_the_queue_doesnt_lose_it_by_the_press() -> None:
    town = make_town()
    edition_id = make_edition(town, 1)
    seated, waiting = town.person(), town.person()
    url = f"/min-utvikling/tilbud/{edition_key(town, edition_id)}/gi-fra-meg-plassen"
    with at_sign_up():
        first = deliver_a_module.sign_up(edition_id, acting=seated.acting)
        place = deliver_a_module.sign_up(edition_id, acting=waiting.acting)
        shown = hidden_fields(browser_of(waiting).get(url))
        deliver_a_module.give_up_a_seat(first.seat_id, acting=seated.acting)
        answer = browser_of(waiting).post(url, shown)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Plassen er endret siden du åpnet siden." in page
        assert "Plassen din blir ledig når du trykker" in page
        with town.reading():
            assert participation.find_place(place.seat_id).state == SeatState.SEATED
        assert browser_of(waiting).post(url, with_key()).status_code == 409
        assert browser_of(waiting).post(url, hidden_fields(answer)).status_code == 303
    with town.reading():
        assert participation.find_place(place.seat_id).state == SeatState.GIVEN_UP


def test_the_same_press_twice_is_one_sign_up() -> None:
    town = make_town()
    edition_id = make_edition(town)
    url = reverse("my_development:sign_up", args=[edition_key(town, edition_id)])
    browser, key = browser_of(town.person()), with_key()
    with at_sign_up():
        assert [browser.post(url, key).status_code for _ in range(2)] == [303, 303]
    with town.reading():
        assert participation.count_seats(edition_id, capacity=18).taken == 1


def test_one_who_lacked_hours_last_time_is_on_course_when_she_has_a_seat_again() -> None:
    town = make_town()
    edition_id = make_edition(town)
    leader = town.person()
    with at_sign_up():
        deliver_a_module.sign_up(edition_id, acting=leader.acting)
    for number, gathering_id in enumerate(gathering_ids(town, edition_id), 1):
        with clock.frozen_at(after(number)):
            deliver_a_module.register_attendance(gathering_id, entries=[], acting=town.office)
    with clock.frozen_at(after(3)):
        deliver_a_module.close_an_edition(edition_id, acting=town.office)
        text = browser_of(leader).get("/min-utvikling").content.decode()
    assert "Du mangler timer i Teamledelse. Du kan melde deg på neste gang modulen holdes." in text
    assert "Avsluttet uten alle timene" in text
    again = make_edition(town)
    with at_sign_up():
        deliver_a_module.sign_up(again, acting=leader.acting)
        text = browser_of(leader).get("/min-utvikling").content.decode()
    assert "Du er i rute." in text
    assert "Avsluttet uten" not in text


def test_nine_hours_stay_on_the_first_page_when_they_are_reached() -> None:
    town = make_town()
    edition_id = make_edition(town)
    leader = town.person()
    with at_sign_up():
        place = deliver_a_module.sign_up(edition_id, acting=leader.acting)
    entries = [AttendanceEntry(place.seat_id, AttendanceKind.FULL)]
    for number, gathering_id in enumerate(gathering_ids(town, edition_id), 1):
        with clock.frozen_at(after(number)):
            deliver_a_module.register_attendance(gathering_id, entries=entries, acting=town.office)
    with clock.frozen_at(after(3)):
        text = browser_of(leader).get("/min-utvikling").content.decode()
        assert '<span class="ll-figure">9 av 9</span>' in text
        assert "Timene er nådd" in text
        url = reverse("my_development:edition", args=[edition_key(town, edition_id)])
        assert "Påmeldingen stengte" in browser_of(leader).get(url).content.decode()


def test_a_gathering_without_a_name_of_its_own_has_its_number() -> None:
    town = make_town()
    edition_id = make_edition(town)
    leader = town.person()
    with town.reading():
        Gathering.objects.filter(edition_id=edition_id).update(title="")
    with at_sign_up():
        deliver_a_module.sign_up(edition_id, acting=leader.acting)
        for page in ("", "/samlinger", f"/tilbud/{edition_key(town, edition_id)}"):
            text = browser_of(leader).get(f"/min-utvikling{page}").content.decode()
            assert "1: <" not in text
            assert "1: \n" not in text


def test_hours_and_what_is_next_stand_on_the_first_page() -> None:
    town = make_town()
    edition_id = make_edition(town)
    leader = town.person()
    with at_sign_up():
        place = deliver_a_module.sign_up(edition_id, acting=leader.acting)
    first = gathering_ids(town, edition_id)[0]
    with clock.frozen_at(after(1)):
        deliver_a_module.register_attendance(
            first, entries=[AttendanceEntry(place.seat_id, AttendanceKind.FULL)], acting=town.office
        )
        text = browser_of(leader).get("/min-utvikling").content.decode()
        assert '<span class="ll-figure">3 av 9</span>' in text
        assert "Du er i rute. To samlinger gjenstår." in text
        assert "Det neste for deg i Teamledelse, " in text
        assert "Samling 2" in text
        coming, been = text.index("<h3>Kommer</h3>"), text.index("<h3>Har vært</h3>")
        rows = [text.index(f">Teamledelse {number}") for number in (2, 3, 1)]
        assert sorted([coming, *rows[:2], been, rows[2]]) == [coming, *rows[:2], been, rows[2]]
        assert text.count('<span class="ll-date-month">2024</span>') == 3
        assert browser_of(leader).get("/min-utvikling/samlinger").status_code == 200


def test_another_municipalitys_edition_is_not_found() -> None:
    here, there = make_town(), make_town()
    url = reverse("my_development:edition", args=[edition_key(there, make_edition(there))])
    leader = here.person()
    with at_sign_up():
        assert browser_of(leader).get(url).status_code == 404
        assert browser_of(leader).post(f"{url}/meld-meg-pa", with_key()).status_code == 404


def test_the_room_is_for_leaders() -> None:
    town = make_town()
    office = Somebody(0, town.office)
    assert browser_of(office).get("/min-utvikling").status_code == 403
    assert Client().get("/min-utvikling").status_code == 302


def test_the_first_page_costs_the_same_however_many_there_are(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    town: Town = make_town()
    leader = town.person()
    browser = browser_of(leader)
    with at_sign_up():
        for _ in range(6):
            deliver_a_module.sign_up(make_edition(town), acting=leader.acting)
            make_edition(town)
        browser.get("/min-utvikling")
        with django_assert_max_num_queries(8):
            browser.get("/min-utvikling")
