"""The office's work on the page: from an offer to nine hours, with what is refused along the way."""

from datetime import date, time

import pytest
from django.test import Client

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceKind, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState, GatheringState
from lederloft.domain.strategy import api as strategy
from lederloft.domain.strategy.api import OfferState
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.processes.deliver_a_module import api as deliver_a_module
from tests.domain.makers import SIGN_UP_TIME, after, at_sign_up, edition_key, make_edition, make_town
from tests.faces.web.browsing import hidden_fields
from tests.faces.web.development_office.visiting import ROOT, Story, a_story, browser, describe, key, words

pytestmark = pytest.mark.django_db

OFFER = {"name": "Ledelsesfordypning", "focus_area": "Ledelsesfordypning", "visibility": "offered"}
MODULE = {"name": "Teamledelse", "gathering_count": "3", "required_hours": "9"}


def gathering(number: int, on: str, **other: str) -> dict[str, str]:
    """A gathering as it is written in the form."""
    written = {"on": on, "starts": "9.00", "ends": "12.00", "title": f"Del {number}", "place": "Byfjorden", **other}
    return {f"g{number}_{name}": value for name, value in written.items()}


EDITION = {
    "name": "Våren 2024",
    "capacity": "18",
    "opens_on": "15. januar 2024",
    "opens_at": "8.00",
    "closes_on": "31. januar 2024",
    "closes_at": "12.00",
    **gathering(1, "7. februar 2024"),
    **gathering(2, "06.03.2024"),
    **gathering(3, "2024-04-10"),
}


def test_from_an_offer_to_an_open_edition() -> None:
    town = make_town()
    describe(town)
    office = browser(town.office)
    with at_sign_up():
        assert "Rammeverket er tomt" in words(office.get(ROOT))
        offer = office.post(f"{ROOT}/tilbud/nytt", key(**OFFER))
        assert offer.status_code == 303
        module = office.post(f"{offer['Location']}/ny-modul", key(**MODULE))
        assert module.status_code == 303
        assert "Tre samlinger som til sammen gir 9 timer." in words(office.get(module["Location"]))
        edition = office.post(module["Location"], key(**EDITION))
        assert edition.status_code == 303, words(edition)
        url = edition["Location"].removesuffix("/samlinger")
        assert "Utkast" in words(office.get(url))
        assert "Lederne kan melde seg på Teamledelse, våren 2024 med en gang" in words(office.get(f"{url}/apne"))
        assert "De 18 første får plass" in words(office.get(f"{url}/apne"))
        assert office.post(f"{url}/apne", key()).status_code == 303
        with town.reading():
            row = programmes.with_times(programmes.visible_to(town.office)).get()
        assert (row.state, row.capacity, row.gathering_total) == (EditionState.OPEN, 18, 3)
        assert row.starts_at == clock.local(date(2024, 2, 7), time(9))
        overview = words(office.get(ROOT))
        assert "Våren 2024: 0 av 18 plasser" in overview
        assert "Tilbudet er åpent for lederne." in overview


def test_an_edition_of_a_draft_offer_shows_the_way_to_opening_the_offer_first() -> None:
    office = browser(make_town().office)
    with at_sign_up():
        offer = office.post(f"{ROOT}/tilbud/nytt", key(**OFFER | {"visibility": "draft"}))["Location"]
        module = office.post(f"{offer}/ny-modul", key(**MODULE))["Location"]
        url = office.post(module, key(**EDITION))["Location"].removesuffix("/samlinger") + "/apne"
        page = office.get(url)
        assert "Åpne tilbudet Ledelsesfordypning først" in words(page)
        assert f'href="{offer}/apne"' in page.content.decode()
        refused = office.post(url, key())
        assert refused.status_code == 409
        assert "Tilbudet «Ledelsesfordypning» er ikke åpent for lederne." in words(refused)
        office.post(f"{offer}/apne", key())
        assert office.post(url, key()).status_code == 303


def test_the_edition_form_ties_every_fault_to_its_field_and_keeps_all_input() -> None:
    story = a_story()
    module, _offer = story.module_and_offer()
    url = f"{ROOT}/moduler/{module}/ny-gjennomforing"
    wrong = EDITION | gathering(2, "31. februar 2024", starts="13.00", ends="9.00", place="")
    answer = story.office.post(url, key(**wrong))
    assert answer.status_code == 422
    text = words(answer)
    assert "Rett tre ting" in text
    assert "Kl. 9.00 er før kl. 13.00. Samlingen skal vare 3 timer, altså til 16.00." in text
    assert "Samling 2. Stedet mangler: skriv en adresse eller en lenke" in text
    html = answer.content.decode()
    assert 'href="#id_g2_ends"' in html
    assert 'value="31. februar 2024"' in html
    assert 'value="Del 3"' in html
    with story.town.reading():
        assert programmes.visible_to(story.town.office).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (gathering(3, "6. mars 2024", starts="11.00", ends="14.00"), "g3_starts"),
        ({"g2_digital_link": "javascript:alert(1)"}, "g2_digital_link"),
        ({"g1_ends_on": "6. februar 2024"}, "g1_ends_on"),
        ({"g1_counted_hours": "4"}, "g1_counted_hours"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "mange"}, "capacity"),
        ({"closes_on": "1. mai 2024"}, "closes_on"),
        ({"closes_on": "1. januar 2024"}, "closes_on"),
        ({"name": "x" * 500}, "name"),
    ],
)
def test_what_the_domain_refuses_lands_on_the_field(changes: dict[str, str], field: str) -> None:
    story = a_story()
    module, _offer = story.module_and_offer()
    answer = story.office.post(f"{ROOT}/moduler/{module}/ny-gjennomforing", key(**EDITION | changes))
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode(), words(answer)


def test_an_offer_is_changed_ended_and_opened_again() -> None:
    story = a_story("Ingrid Vik")
    _module, offer_key = story.module_and_offer()
    url, office = f"{ROOT}/tilbud/{offer_key}", story.office
    quote = {"name": "Nytt navn", "rests_on_quote": "Våren -24 setter vi opp en modul."}
    answer = office.post(f"{url}/endre", key(**quote))
    assert answer.status_code == 422
    assert 'href="#id_rests_on_source"' in answer.content.decode()
    assert office.post(f"{url}/endre", key(**quote, rests_on_source="Rammeverket, side 4")).status_code == 303
    assert "«Våren -24 setter vi opp en modul.»" in words(office.get(url))
    with at_sign_up():
        assert "Nytt navn tilbys ikke lenger" in words(office.get(f"{url}/avslutt"))
        assert "Én gjennomføring går som planlagt" in words(office.get(f"{url}/avslutt"))
        office.post(f"{url}/avslutt", key())
        refused = office.post(f"{url}/ny-modul", key(**MODULE))
        assert refused.status_code == 409
        assert "er avsluttet" in words(refused)
        office.post(f"{url}/apne", key())
    with story.town.reading():
        assert strategy.get_offer(offer_key, acting=story.town.office).state == OfferState.OFFERED


def test_a_modules_hours_stand_once_it_is_opened() -> None:
    story = a_story()
    module, _offer = story.module_and_offer()
    url = f"{ROOT}/moduler/{module}/endre"
    assert 'value="9"' in story.office.get(url).content.decode()
    answer = story.office.post(url, key(**MODULE | {"required_hours": "7,5"}))
    assert answer.status_code == 422
    assert 'href="#id_required_hours"' in answer.content.decode()
    assert story.office.post(url, key(**MODULE | {"name": "Nytt"})).status_code == 303


def test_moving_a_gathering_says_whom_it_tells_and_refuses_with_a_remedy() -> None:
    story = a_story("Ingrid Vik", "Jonas Eide")
    url = f"{ROOT}/samlinger/{story.gathering_keys()[2]}/flytt"
    office = story.office
    with at_sign_up():
        page = words(office.get(url))
        assert "2 deltakere får ny invitasjon når du lagrer." in page
        assert "Flytt og varsle 2 deltakere" in page
        wrong = {"on": "30. februar 2024", "starts": "13.00", "ends": "9.00", "place": "", "digital_link": ""}
        answer = office.post(url, key(**wrong))
        assert answer.status_code == 422
        assert "Rett tre ting, så kan du lagre" in words(answer)
        assert "Stedet mangler: skriv en adresse eller en lenke" in words(answer)
        right = {"on": "17. april 2024", "starts": "13.00", "ends": "16.00", "place": "Byfjorden"}
        press = key(**right)
        assert [office.post(url, press).status_code for _ in range(2)] == [303, 303]
    with story.town.reading():
        moved = programmes.list_gatherings(story.edition_id)[2]
    assert moved.starts_at == clock.local(date(2024, 4, 17), time(13))


def test_a_gathering_over_a_night_keeps_the_hours_that_count() -> None:
    story = a_story()
    with story.town.reading():
        third = programmes.list_gatherings(story.edition_id)[2]
    office, url = story.office, f"{ROOT}/samlinger/{third.gathering_key}/flytt"
    plan = programmes.GatheringPlan(
        "", date(2024, 4, 10), time(12), time(12), ends_on=date(2024, 4, 11), place="Røros", counted_minutes=420
    )
    programmes.move_gathering(third.gathering_id, plan=plan, acting=story.town.office)
    with at_sign_up():
        html = office.get(url).content.decode()
        assert 'value="11. april 2024"' in html
        assert 'name="counted_hours" value="7"' in html
        written = {
            "on": "10. april 2024",
            "starts": "12",
            "ends": "12",
            "ends_on": "11. april 2024",
            "counted_hours": "7",
        }
        assert office.post(url, key(**written, place="Trondheim")).status_code == 303
    with story.town.reading():
        assert programmes.find_gathering(third.gathering_id).counted_minutes == 420


def test_cancelling_a_gathering_says_the_consequence_first() -> None:
    story = a_story("Ingrid Vik")
    url = f"{ROOT}/samlinger/{story.gathering_keys()[1]}/avlys"
    with at_sign_up():
        page = words(story.office.get(url))
        assert "Én deltaker mister samling 2 fra kalenderen" in page
        assert "Samlingene som er igjen, gir 6 timer. Modulen krever 9 timer." in page
        story.office.post(url, key())
    with story.town.reading():
        assert programmes.list_gatherings(story.edition_id)[1].state == GatheringState.CANCELLED


def test_attendance_in_one_save_until_nine_hours() -> None:
    story = a_story("Ingrid Vik", "Jonas Eide")
    first, second = story.seat_keys()
    office = story.office
    for number, gathering_key in enumerate(story.gathering_keys(), 1):
        url = f"/oppmote/{gathering_key}"
        if number == 1:
            with clock.frozen_at(SIGN_UP_TIME):
                assert "Oppmøte kan registreres fra da." in words(office.get(url))
        with clock.frozen_at(after(number)):
            assert (
                f'value="full" class="ds-input" id="id_kind_{first}_0" checked' not in office.get(url).content.decode()
            )
            filled = office.get(url, {"alle": "1"}).content.decode()
            assert filled.count("checked") == 2
            partly = {f"kind_{first}": "full", f"kind_{second}": "partial", f"minutes_{second}": ""}
            answer = office.post(url, key(**partly))
            assert answer.status_code == 422
            assert "Jonas Eide: Skriv hvor mange minutter" in words(answer)
            assert office.post(url, key(**partly | {f"minutes_{second}": "181"})).status_code == 422
            assert office.post(url, key(**{f"kind_{first}": "full"})).status_code == 422
            assert office.post(url, key(**partly | {f"minutes_{second}": "105"})).status_code == 303
    with story.town.reading():
        run = participation.get_run_edition(story.edition_key, acting=story.town.office)
    assert [(row.state, row.minutes) for row in run.rows] == [(SeatState.COMPLETED, 540), (SeatState.SEATED, 315)]
    assert {kind for kind, _minutes in run.rows[1].attendance.values()} == {AttendanceKind.PARTIAL}
    with clock.frozen_at(after(3)):
        assert "Alle samlingene er holdt." in words(office.get(story.url))
        assert "1 av 2 får Teamledelse, våren 2024 som fullført" in words(office.get(f"{story.url}/avslutt"))
        assert "Jonas Eide" in words(office.get(f"{story.url}/avslutt"))
        assert office.post(f"{story.url}/avslutt", key()).status_code == 303
        assert "Gjennomført. Én nådde 9 timer." in words(office.get(story.url))


def test_signing_up_and_giving_up_for_somebody() -> None:
    story = a_story("Ingrid Vik", capacity=1)
    office, jonas = story.office, story.town.person(name="Jonas Eide")
    with at_sign_up():
        page = words(office.get(f"{story.url}/meld-pa"))
        assert "blir nummer 1 i køen" in page
        assert "Ingrid Vik" not in page
        assert office.post(f"{story.url}/meld-pa", key(person_id="")).status_code == 422
        office.post(f"{story.url}/meld-pa", key(person_id=str(jonas.person_id)))
        assert "Jonas Eide er nummer 1 i køen." in words(office.get(story.url))
        seat = f"{story.url}/deltakere/{story.seat_keys()[0]}"
        assert "Jonas Eide får plassen når du melder av" in words(office.get(seat))
        assert office.post(seat, key(shown="seated")).status_code == 303
        assert "1 av 1" in words(office.get(story.url))
        assert office.get(seat).status_code == 404
    with story.town.reading():
        run = participation.get_run_edition(story.edition_key, acting=story.town.office)
    assert [(row.name, row.seat_number) for row in run.rows] == [("Jonas Eide", 1)]


def test_one_who_got_a_seat_while_the_office_read_of_the_queue_isnt_signed_off_by_the_press() -> None:
    story = a_story("Ingrid Vik", "Jonas Eide", capacity=1)
    first, second = (f"{story.url}/deltakere/{seat}" for seat in story.seat_keys())
    with at_sign_up():
        shown = hidden_fields(story.office.get(second))
        story.office.post(first, hidden_fields(story.office.get(first)))
        answer = story.office.post(second, shown)
        assert answer.status_code == 409
        assert "Plassen er endret siden du åpnet siden." in words(answer)
        assert "Plassen blir ledig når du melder av" in words(answer)
        assert "1 av 1" in words(story.office.get(story.url))
        assert story.office.post(second, hidden_fields(answer)).status_code == 303
        assert "0 av 1" in words(story.office.get(story.url))


def test_another_editions_seat_isnt_given_up_through_this_one() -> None:
    story, other = a_story("Ingrid Vik"), a_story("Jonas Eide")
    there = Story(story.town, other.edition_id, other.edition_key, ())
    assert there.edition_key != story.edition_key
    with at_sign_up():
        assert story.office.post(f"{story.url}/deltakere/{other.seat_keys()[0]}", key()).status_code == 404


def test_fewer_seats_than_people_is_refused_and_more_seats_go_to_the_queue() -> None:
    story = a_story("Ingrid Vik", "Jonas Eide", "Carl Dal", capacity=2)
    url = f"{story.url}/endre"
    written = {name: value for name, value in EDITION.items() if not name.startswith("g")}
    office = story.office
    with at_sign_up():
        answer = office.post(url, key(**written | {"capacity": "1"}))
        assert answer.status_code == 422
        assert 'href="#id_capacity"' in answer.content.decode()
        assert office.post(url, key(**written | {"capacity": "3"})).status_code == 303
        assert "Én i køen fikk plass." in words(office.get(story.url))


def test_cancelling_an_edition_counts_those_who_lose_their_place() -> None:
    story = a_story("Ingrid Vik", "Jonas Eide", capacity=1)
    with at_sign_up():
        page = words(story.office.get(f"{story.url}/avlys"))
        assert "Én deltaker og én i kø mister plassen i Teamledelse, våren 2024" in page
        assert "Tre samlinger forsvinner fra kalenderen til alle." in page
        story.office.post(f"{story.url}/avlys", key())
        assert "Avlyst." in words(story.office.get(story.url))
        assert story.office.post(f"{story.url}/apne", key()).status_code == 409


def test_facilitators_come_and_go() -> None:
    story = a_story()
    url, tor = f"{story.url}/fasilitatorer", story.town.person(name="Tor Bjelland")
    office: Client = story.office
    with at_sign_up():
        assert office.post(url, key(person_id=str(tor.person_id))).status_code == 303
        assert "Tor Bjelland holder modulen." in words(office.get(url))
        assert office.post(f"{url}/ta-bort", key(person_id="tull")).status_code == 404
        office.post(f"{url}/ta-bort", key(person_id=str(tor.person_id), gathering_id=""))
        assert "Ingen er satt opp" in words(office.get(url))
        assert office.post(f"{url}/ta-bort", {"person_id": str(tor.person_id)}).status_code == 422


def test_one_chooses_among_those_who_can_hold_a_gathering_unless_one_asks_for_everybody() -> None:
    story = a_story("Ingrid Vik")
    url, office = f"{story.url}/fasilitatorer", story.office
    with at_sign_up():
        assert ">Ingrid Vik</option>" in office.get(url).content.decode()  # nobody can yet: all may
        story.town.person(Role.FACILITATOR, name="Tor Bjelland")
        story.town.person(Role.COACH, name="Turid Moe")
        shown = office.get(url).content.decode()
        assert ">Tor Bjelland</option>" in shown
        assert ">Ingrid Vik</option>" not in shown
        searched = office.get(url, {"sok": "turid"}).content.decode()
        assert ">Turid Moe</option>" in searched
        assert ">Tor Bjelland</option>" not in searched
        assert ">Ingrid Vik</option>" in office.get(f"{url}?alle=1").content.decode()
        person_id = story.leaders[0].person_id
        assert office.post(url, key(person_id=str(person_id))).status_code == 422
        assert office.post(f"{url}?alle=1", key(person_id=str(person_id))).status_code == 303


def test_the_office_stands_first_where_a_contact_is_chosen() -> None:
    story = a_story("Aase Vik")
    story.town.person(Role.DEVELOPMENT_OFFICE, name="Øyvind Dahl")
    with at_sign_up():
        shown = story.office.get(f"{story.url}/endre").content.decode()
    places = [shown.index(word) for word in ('label="Utviklingskontoret"', "Øyvind Dahl", 'label="Andre"', "Aase Vik")]
    assert places == sorted(places)


def test_what_needs_the_office_this_week() -> None:
    story = a_story("Ingrid Vik")
    make_edition(story.town, is_open=False)
    with at_sign_up():
        assert "Åpne Teamledelse, våren 2024" in words(story.office.get(ROOT))
    with clock.frozen_at(clock.local(date(2024, 1, 30), time(9))):
        assert "Påmeldingen til Teamledelse, våren 2024 stenger" in words(story.office.get(ROOT))
    with clock.frozen_at(after(1)):
        assert "Registrer oppmøte på samling 1" in words(story.office.get(ROOT))


def test_free_seats_beside_a_queue_are_pointed_out() -> None:
    story = a_story("Ingrid Vik", "Jonas Eide", capacity=1)
    with story.town.reading():
        participation.Seat.objects.filter(edition_id=story.edition_id, seat_number=1).update(
            state=SeatState.GIVEN_UP, seat_number=None, ended_at=SIGN_UP_TIME
        )
    with at_sign_up():
        assert "Gi plass til dem i køen" in words(story.office.get(ROOT))


def test_the_room_reads_an_edition_by_its_key_only() -> None:
    story = a_story()
    assert edition_key(story.town, story.edition_id) == story.edition_key
    assert story.office.get(f"{ROOT}/gjennomforinger/{story.edition_id}").status_code == 404
    with at_sign_up():
        deliver_a_module.sign_up(story.edition_id, acting=story.town.person().acting)
