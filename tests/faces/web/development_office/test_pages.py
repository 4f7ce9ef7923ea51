"""Every page of the room: who may open it, what a swapped key gives, what it costs, what hostile words do."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind
from lederloft.domain.strategy import api as strategy
from lederloft.domain.strategy.values import OfferDetails
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import a_gathering, after, at_sign_up, edition_key, gathering_ids, make_edition, make_town
from tests.faces.web.browsing import MOST_QUERIES
from tests.faces.web.development_office.visiting import ROOT, Story, a_story, browser, key

pytestmark = pytest.mark.django_db

Limit = Callable[[int], AbstractContextManager[object]]


def pages(story: Story) -> list[str]:
    """Every address of the room that shows something."""
    module, offer = story.module_and_offer()
    seat, gathering = story.seat_keys()[0], story.gathering_keys()[0]
    tail = {
        "tilbud": ("", "/endre", "/apne", "/avslutt", "/ny-modul"),
        "moduler": ("/endre", "/ny-gjennomforing"),
        "gjennomforinger": (
            "",
            "/endre",
            "/apne",
            "/avslutt",
            "/avlys",
            "/meld-pa",
            "/samlinger",
            "/ny-samling",
            "/fasilitatorer",
        ),
        "samlinger": ("/flytt", "/avlys", "/ikke-holdt"),
    }
    keys = {
        "tilbud": offer,
        "moduler": module,
        "gjennomforinger": story.edition_key,
        "samlinger": gathering,
    }
    own = [f"{ROOT}/{kind}/{keys[kind]}{end}" for kind, ends in tail.items() for end in ends]
    return [*own, f"{story.url}/deltakere/{seat}"]


FIXED = [ROOT, f"{ROOT}/tilbud", f"{ROOT}/tilbud/nytt"]


def test_the_office_opens_every_page() -> None:
    story = a_story("Ingrid Vik", "Jonas Eide", capacity=1)
    office = story.office
    with at_sign_up():
        for address in FIXED + pages(story):
            answer = office.get(address)
            assert answer.status_code == 200, address
            text = answer.content.decode()
            assert text.count("<h1") == 1
            assert "ll-lead" in text or "ll-will" in text, address


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DEVELOPMENT_OFFICE])
def test_no_other_role_opens_any(role: Role) -> None:
    story = a_story("Ingrid Vik")
    other = browser(story.town.person(role).acting)
    for address in FIXED + pages(story):
        assert other.get(address).status_code == 403, address
        assert other.post(address, key()).status_code in {403, 405}, address
    assert Client().get(ROOT).status_code == 302


def test_another_municipalitys_keys_are_not_found() -> None:
    here, there = make_town(), a_story("Ingrid Vik")
    office = browser(here.office)
    with at_sign_up():
        for address in pages(there):
            assert office.get(address).status_code == 404, address
            assert office.post(address, key()).status_code in {404, 405}, address
        release = f"{there.url}/fasilitatorer/ta-bort"
        assert office.post(release, key(person_id="1")).status_code == 404


@pytest.mark.parametrize("many", [10, 62])
def test_a_page_costs_the_same_however_many_there_are(many: int, django_assert_max_num_queries: Limit) -> None:
    story = a_story(*(f"Leder {number}" for number in range(many)), capacity=many // 2)
    for _ in range(many // 10):
        make_edition(story.town)
    office = story.office
    with clock.frozen_at(after(1)):
        seats = story.seat_keys()
        assert len(seats) == many
        for address in [ROOT, f"{ROOT}/tilbud", *pages(story)]:
            office.get(address)
            with django_assert_max_num_queries(MOST_QUERIES):
                assert office.get(address).status_code == 200


def test_hostile_words_are_only_words() -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7 }}"
    town = make_town()
    strategy.make_offer(
        OfferDetails(evil, evil, evil, rests_on_quote=evil, rests_on_source=evil, who_pays=evil), acting=town.office
    )
    story = a_story(evil, '=HYPERLINK("x")', town=town)
    gatherings = tuple(
        a_gathering(on, title=evil, place=evil, practical_information=evil)
        for on in (clock.local_date(after(number)) for number in (1, 2, 3))
    )
    hurt = a_story(town=town)
    edition_id = make_edition(town, gatherings=gatherings, name=evil, practical_information=evil)
    office = story.office
    with at_sign_up():
        deliver_a_module.sign_up(edition_id, acting=story.leaders[0].acting)
        second = Story(town, edition_id, edition_key(town, edition_id), ())
        for address in [*FIXED, *pages(story), *pages(second), hurt.url]:
            text = office.get(address).content.decode()
            assert "<script>alert" not in text, address
            assert "<img src=x" not in text, address
        listed = office.get(story.url, {"last-ned": "csv"}).content.decode("utf-8-sig")
        assert "'=HYPERLINK" in listed


def test_the_participants_own_page_says_what_the_list_says() -> None:
    story = a_story("Åse Ås", "Bo Berg", "Carl Dal", capacity=2)
    rows = story.seat_keys()
    office, gatherings = story.office, gathering_ids(story.town, story.edition_id)
    waiting = rows[2]

    def says(seat: str) -> str:
        return office.get(f"{story.url}/deltakere/{seat}").content.decode()

    assert "Venter" in says(waiting)
    with clock.frozen_at(after(1)):
        assert "I rute" in says(rows[0])
        assert "Rekker ikke" not in says(rows[0])
    with story.town.reading():
        first, second = participation.get_run_edition(story.edition_key, acting=story.town.office).rows[:2]
    for number, gathering_id in enumerate(gatherings, 1):
        with clock.frozen_at(after(number)):
            entries = [
                AttendanceEntry(first.seat_id, AttendanceKind.FULL),
                AttendanceEntry(second.seat_id, AttendanceKind.PARTIAL, 105),
            ]
            deliver_a_module.register_attendance(gathering_id, entries=entries, acting=story.town.office)
    with clock.frozen_at(after(3)):
        assert "Timene er nådd" in says(first.seat_key)
        assert "Rekker ikke" not in says(first.seat_key)
        assert "Rekker ikke" in says(second.seat_key)


def test_the_table_filters_sorts_and_exports() -> None:
    story = a_story("Åse Ås", "Bo Berg", "Carl Dal", capacity=2)
    office = story.office
    first = gathering_ids(story.town, story.edition_id)[0]
    with story.town.reading():
        rows = participation.get_run_edition(story.edition_key, acting=story.town.office).rows
    with clock.frozen_at(after(1)):
        entries = [
            AttendanceEntry(rows[0].seat_id, AttendanceKind.PARTIAL, 105),
            AttendanceEntry(rows[1].seat_id, AttendanceKind.FULL),
        ]
        deliver_a_module.register_attendance(first, entries=entries, acting=story.town.office)
        text = office.get(story.url).content.decode()
        assert "2 av 2" in text
        assert "Under streken: køen" in text
        assert "Rekker ikke" in text
        assert "mangler 1 t 15 min" in text.replace("\xa0", " ")
        assert "Én av 2 trenger hjelp" in text.replace("\xa0", " ")
        helped = office.get(story.url, {"filter": "hjelp"}).content.decode()
        assert "Åse Ås" in helped
        assert "Bo Berg" not in helped.split("ll-table-region")[1]
        queue = office.get(story.url, {"filter": "ko"}).content.decode().split("ll-table-region")[1]
        assert "Carl Dal" in queue
        assert "Bo Berg" not in queue
        by_name = office.get(story.url, {"sorter": "navn"}).content.decode().split("ll-table-region")[1]
        assert by_name.index("Bo Berg") < by_name.index("Carl Dal") < by_name.index("Åse Ås")
        listed = office.get(story.url, {"last-ned": "csv"}).content.decode("utf-8-sig").splitlines()
        assert listed[1].startswith("Åse Ås;")
        assert ";105;" in listed[1]
        assert office.get(story.url, {"last-ned": "xlsx"}).content[:2] == b"PK"


def test_a_gathering_held_by_mistake_is_corrected_when_the_consequence_has_been_read() -> None:
    story = a_story("Åse Ås")
    first, url = (
        gathering_ids(story.town, story.edition_id)[0],
        f"{ROOT}/samlinger/{story.gathering_keys()[0]}/ikke-holdt",
    )
    with story.town.reading():
        (row,) = participation.get_run_edition(story.edition_key, acting=story.town.office).rows
    with clock.frozen_at(after(1)):
        assert "/ikke-holdt" not in story.office.get(f"{story.url}/samlinger").content.decode()
        entries = [AttendanceEntry(row.seat_id, AttendanceKind.FULL)]
        deliver_a_module.register_attendance(first, entries=entries, acting=story.town.office)
        assert url in story.office.get(f"{story.url}/samlinger").content.decode()
        read = story.office.get(url).content.decode()
        assert "Oppmøtet til én deltaker slettes" in read
        assert "Gjennomføringen er åpen igjen" in read
        said = story.office.post(url, key(), follow=True).content.decode()
    assert "Samling 1 er ikke lenger ført som holdt." in said
    with story.town.reading():
        assert participation.count_registered(first) == 0


def test_the_first_page_begins_with_what_can_be_signed_up_for_and_what_comes_first() -> None:
    town = make_town()
    for name in ("Aa som ligger først i alfabetet", "Øvelse"):
        strategy.make_offer(OfferDetails(name, name, name), acting=town.office)
    later = tuple(a_gathering(on.replace(month=9)) for on in (clock.local_date(after(n)) for n in (1, 2, 3)))
    for name, gatherings in (("Høsten 2024", later), ("Våren 2024", None)):
        more = {"gatherings": gatherings} if gatherings else {}
        make_edition(town, name=name, **more)
    with at_sign_up():
        page = browser(town.office).get(ROOT).content.decode()
    places = [page.index(word) for word in ("Våren 2024", "Høsten 2024", "Aa som ligger først", "Øvelse")]
    assert places == sorted(places)


def test_no_act_stands_twice_on_the_page_of_an_edition() -> None:
    story = a_story("Ingrid Vik")
    with at_sign_up():
        page = story.office.get(story.url).content.decode()
    assert page.count(f'href="{story.url}/meld-pa"') == 1
