"""One's own pages: what has been sent, how one wants to hear, and the addresses every page links to."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from lederloft.faces.web.entrance.notices import KINDS
from lederloft.faces.web.kit.chrome import Chrome
from lederloft.foundation.acting.values import Role
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.clock import api as clock
from lederloft.foundation.jobs.api import run_due
from lederloft.foundation.outbox.api import How, list_notification_choices, list_own_mails
from lederloft.foundation.outbox.models import OutgoingMail
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import SIGN_UP_TIME, Somebody, Town, at_sign_up, edition_key, make_edition, make_town
from tests.faces.web.browsing import browser_of, with_key

pytestmark = pytest.mark.django_db


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\xa0", " ")


def signed_up(town: Town, name: str = "Ingrid Vik") -> Somebody:
    """A leader with a seat, and so with mail."""
    leader = town.person(name=name)
    with at_sign_up():
        deliver_a_module.sign_up(make_edition(town), acting=leader.acting)
    return leader


def test_what_was_sent_stands_by_kind_and_time() -> None:
    town = make_town()
    leader, other = signed_up(town), town.person(name="Jonas Eide")
    shown = text_of(browser_of(leader).get("/varsler"))
    assert "Du har fått plass" in shown
    assert "Invitasjon til en samling" in shown
    assert "På vei" in shown
    run_due()
    assert "Sendt på e-post" in text_of(browser_of(leader).get("/varsler"))
    assert "Du har ikke fått noen varsler" in text_of(browser_of(other).get("/varsler"))


def test_each_notice_says_what_it_is_about_and_leads_there() -> None:
    town = make_town()
    edition_id, leader = make_edition(town), town.person()
    with at_sign_up():
        deliver_a_module.sign_up(edition_id, acting=leader.acting)
        shown = text_of(browser_of(leader).get("/varsler"))
    url = f"/min-utvikling/tilbud/{edition_key(town, edition_id)}"
    assert shown.count(f'<a href="{url}">Teamledelse') == 4
    assert "Du har fått plass: <a" in shown
    assert ">Teamledelse, våren 2024</a>" in shown
    assert "7. februar 2024 kl. 9.00" in shown


def test_a_change_of_mind_is_one_mail_and_not_eight() -> None:
    town = make_town()
    edition_id, leader = make_edition(town), town.person()

    def sent() -> list[str]:
        run_due()
        mails = OutgoingMail.objects.filter(recipient_id=leader.person_id, state="sent")
        return sorted(mails.values_list("kind", flat=True))

    with at_sign_up():
        for _ in "12":
            place = deliver_a_module.sign_up(edition_id, acting=leader.acting)
            deliver_a_module.give_up_a_seat(place.seat_id, acting=leader.acting)
        assert set(sent()) == {deliver_a_module.SEAT_GIVEN_UP}
        shown = text_of(browser_of(leader).get("/varsler"))
        assert "Du har gitt fra deg plassen: <a" in shown
        assert "Invitasjon" not in shown
        before = sent()
        place = deliver_a_module.sign_up(edition_id, acting=leader.acting)
        deliver_a_module.give_up_a_seat(place.seat_id, acting=leader.acting)
        deliver_a_module.sign_up(edition_id, acting=leader.acting)
        assert sent() == sorted([*before, *[calendars.INVITED] * 3, deliver_a_module.SEAT_RESERVED])


def test_the_bell_counts_what_has_come_since_she_last_looked() -> None:
    town = make_town()
    with at_sign_up():
        leader = signed_up(town)
        browser = browser_of(leader)
        sent = OutgoingMail.objects.filter(recipient_id=leader.person_id).count()
        assert f"Varsler, {sent} nye" in text_of(browser.get("/min-utvikling"))
        browser.get("/varsler")
        assert "nye</span>" not in text_of(browser.get("/min-utvikling"))
    with clock.frozen_at(SIGN_UP_TIME + timedelta(minutes=1)):
        deliver_a_module.sign_up(make_edition(town), acting=leader.acting)
        assert "nye</span>" in text_of(browser.get("/min-utvikling"))
    with clock.frozen_at(SIGN_UP_TIME + timedelta(days=15)):
        fresh = browser_of(leader)
        assert "nye</span>" not in text_of(fresh.get("/min-utvikling"))


@pytest.mark.parametrize("cookie", ["", "abc", "-1", "99999999999999", "²³", "1e9"])
def test_a_spoiled_cookie_is_as_none(cookie: str) -> None:
    leader = signed_up(make_town())
    browser = browser_of(leader)
    browser.cookies["varsler_sett"] = cookie
    with at_sign_up():
        assert browser.get("/min-utvikling").status_code == 200


def test_every_kind_that_goes_to_a_person_has_words() -> None:
    from lederloft.config.wiring import MESSAGE_KINDS

    assert set(MESSAGE_KINDS) - {"access.invitation"} <= set(KINDS)


def test_mail_to_the_same_number_in_another_municipality_is_not_hers() -> None:
    here, there = make_town(), make_town()
    leader = signed_up(there)
    OutgoingMail.objects.filter(recipient_kind="person").update(recipient_id=10_001)
    mine = here.person()
    OutgoingMail.objects.filter(municipality=there.municipality).update(
        recipient_kind="person", recipient_id=mine.person_id
    )
    assert list_own_mails(acting=mine.acting) == []
    assert leader.person_id


def test_choices_are_made_together_and_shown_again() -> None:
    town = make_town()
    leader, other = town.person(), town.person()
    browser = browser_of(leader)
    with town.reading():
        usual = list_notification_choices(acting=other.acting)
    answer = browser.post("/meg/varsler", with_key(gatherings="calendar", places="daily"))
    assert answer["Location"] == "/meg/varsler"
    with town.reading():
        assert [one.how for one in list_notification_choices(acting=leader.acting)] == [How.CALENDAR, How.DAILY]
        assert list_notification_choices(acting=other.acting) == usual
    assert "Valgene er lagret." in text_of(browser.get("/meg/varsler"))


@pytest.mark.parametrize(
    "told",
    [{"gatherings": "aldri", "places": "now"}, {"gatherings": "now"}, {"gatherings": "<script>", "places": "\x00"}],
)
def test_a_choice_that_is_not_offered_is_refused_and_none_is_kept(told: dict[str, str]) -> None:
    town = make_town()
    leader = town.person()
    with town.reading():
        usual = list_notification_choices(acting=leader.acting)
    answer = browser_of(leader).post("/meg/varsler", with_key(**told))
    assert answer.status_code == 422
    assert "ds-error-summary" in text_of(answer)
    assert "<script>" not in text_of(answer).replace("<script src", "")
    with town.reading():
        assert list_notification_choices(acting=leader.acting) == usual


@pytest.mark.parametrize("role", list(Role))
def test_they_are_for_everybody_signed_in(role: Role) -> None:
    browser = browser_of(make_town().person(role, name="Åse <b>Øy</b>"))
    for page in ("/varsler", "/meg", "/meg/varsler"):
        answer = browser.get(page)
        assert answer.status_code == 200
        assert "<b>Øy" not in text_of(answer)


def test_a_stranger_is_sent_to_the_door() -> None:
    for page in ("/varsler", "/meg", "/meg/varsler"):
        assert Client().get(page)["Location"].startswith("/logg-inn")


def test_what_every_page_links_to_answers() -> None:
    browser, chrome = browser_of(make_town().person()), Chrome("Vik kommune")
    for path in (
        chrome.search_url,
        chrome.news_url,
        chrome.profile_url,
        chrome.stored_about_me_url,
        chrome.accessibility_url,
    ):
        assert browser.get(path).status_code == 200, path
    assert browser.post(chrome.language_url, {"language": "nn", "next": "/meg"}).status_code == 303
    assert browser.post(chrome.colour_scheme_url, {"scheme": "dark", "next": "/meg"}).status_code == 303
    assert browser.post("/kladd", {"kladd": "/utviklingskontoret/tilbud/nytt", "felt": "tekst"}).status_code == 200
    assert browser.post(chrome.sign_out_url).status_code == 303
    assert Client().get("/kit").status_code == 200


def test_the_pages_cost_the_same_however_much_there_is(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    town = make_town()
    leader = signed_up(town)
    with at_sign_up():
        for _ in range(4):
            deliver_a_module.sign_up(make_edition(town), acting=leader.acting)
    browser = browser_of(leader)
    for page in ("/varsler", "/meg", "/meg/varsler"):
        browser.get(page)
        with django_assert_max_num_queries(8):
            browser.get(page)
