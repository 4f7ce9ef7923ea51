"""Adding a gathering on the page: what it says first, what it refuses, what stands afterwards."""

import pytest

from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import GatheringState
from lederloft.foundation.clock import api as clock
from tests.domain.makers import after, at_sign_up, edition_key, make_edition
from tests.faces.web.development_office.visiting import ROOT, a_story, key, words

pytestmark = pytest.mark.django_db

ONE_MORE = {"on": "8. mai 2024", "starts": "9.00", "ends": "12.00", "place": "Byfjorden", "title": "Ny dag"}


def test_adding_a_gathering_after_one_was_cancelled() -> None:
    story = a_story("Ingrid Vik", "Jonas Eide")
    office, url = story.office, f"{story.url}/ny-samling"
    cancel = f"{ROOT}/samlinger/{story.gathering_keys()[1]}/avlys"
    with at_sign_up():
        shown = office.get(cancel).content.decode()
        assert url in shown
        assert f"{ROOT}/samlinger/{story.gathering_keys()[1]}/flytt" in shown
        after_cancelling = words(office.post(cancel, key(), follow=True))
        assert "Nå mangler 3 timer. Legg til en samling, så kan alle nå timene." in after_cancelling
        assert url in office.get(story.url).content.decode()
        page = words(office.get(url))
        assert "Samlingene gir 6 timer, modulen krever 9 timer." in page
        assert "Varer den 3 timer, gir samlingene da 9 timer. Modulen krever 9 timer." in page
        assert "2 deltakere får samlingen i kalenderen og en e-post." in page
        assert "Legg til og varsle 2 deltakere" in page
        press = key(**ONE_MORE)
        assert [office.post(url, press).status_code for _ in range(2)] == [303, 303]
        text = words(office.get(f"{story.url}/samlinger"))
        assert "Samling 4 er lagt til. Samlingene gir nå 9 timer, modulen krever 9 timer." in text
        assert "Samling 4: Ny dag" in text
    with story.town.reading():
        assert [g.number for g in programmes.list_gatherings(story.edition_id)] == [1, 2, 3, 4]
        assert {g.state for g in programmes.list_gatherings(story.edition_id)[2:]} == {GatheringState.PLANNED}


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"on": "30. februar 2024"}, "on", ""),
        ({"starts": "13.00", "ends": "9.00"}, "ends", "Samlingen skal vare 3 timer, altså til 16.00."),
        ({"place": ""}, "place", "Skriv hvor deltakerne skal møte."),
        ({"on": "7. februar 2024", "starts": "11.00"}, "starts", "før samling 1 er slutt"),
        ({"digital_link": "javascript:alert(1)"}, "digital_link", ""),
        ({"counted_hours": "4"}, "counted_hours", ""),
    ],
)
def test_a_refused_gathering_keeps_what_was_written(changes: dict[str, str], field: str, says: str) -> None:
    story = a_story("Ingrid Vik")
    written = ONE_MORE | {"practical_information": "Ta med PC."} | changes
    with at_sign_up():
        answer = story.office.post(f"{story.url}/ny-samling", key(**written))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in html
    assert says in words(answer)
    assert 'value="Ny dag"' in html
    assert "Ta med PC." in html
    with story.town.reading():
        assert len(programmes.list_gatherings(story.edition_id)) == 3


def test_an_ended_edition_gets_no_more_gatherings_and_a_draft_says_what_it_lacks() -> None:
    story = a_story("Ingrid Vik")
    draft = make_edition(story.town, is_open=False)
    office, address = story.office, f"{ROOT}/gjennomforinger/{edition_key(story.town, draft)}"
    with at_sign_up():
        page = words(office.get(f"{address}/ny-samling"))
        assert "Utkastet får 4 samlinger. Du kan åpne det når det har 3." in page
        assert "Ingen får e-post" in page
        office.post(f"{story.url}/avlys", key())
        assert f"{story.url}/ny-samling" not in office.get(f"{story.url}/samlinger").content.decode()
        refused = office.post(f"{story.url}/ny-samling", key(**ONE_MORE))
    assert refused.status_code == 409
    assert 'value="Ny dag"' in refused.content.decode()


def test_the_timeline_stands_by_time() -> None:
    story = a_story()
    with at_sign_up():
        story.office.post(f"{story.url}/ny-samling", key(**ONE_MORE | {"on": "1. februar 2024"}))
        text = words(story.office.get(f"{story.url}/samlinger"))
    assert text.index("Samling 4: Ny dag") < text.index("Torsdag 1. februar") < text.index("Onsdag 7. februar")
    assert "Samling 4 er om 10 dager." in text


def test_the_panel_says_that_signing_up_is_over() -> None:
    story = a_story()
    with at_sign_up():
        assert "Stenger 1. februar" in words(story.office.get(f"{story.url}/samlinger"))
    with clock.frozen_at(after(1)):
        text = words(story.office.get(f"{story.url}/samlinger"))
    assert "Stengte 1. februar" in text
    assert "Stenger" not in text


def test_a_sheet_filled_in_says_that_it_is_not_saved() -> None:
    story = a_story("Ingrid Vik", "Jonas Eide")
    url = f"/oppmote/{story.gathering_keys()[0]}"
    with clock.frozen_at(after(1)):
        assert "2 av 2 mangler oppmøte." in words(story.office.get(url))
        filled = words(story.office.get(url, {"alle": "1"}))
        assert "Alle er ført opp som til stede, men ingenting er lagret ennå." in filled
        assert "mangler oppmøte" not in filled
        both = {f"kind_{seat}": "full" for seat in story.seat_keys()}
        assert story.office.post(f"{url}?alle=1", key(**both)).status_code == 303
        assert "Alle 2 er registrert." in words(story.office.get(url, {"alle": "1"}))
