"""Stavanger's spring in Chromium: a leader finds Teamledelse, queues, gets in, is invited, attends, has nine hours."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Event
from playwright.sync_api import Browser

from lederloft.domain.participation.values import PlaceRule
from lederloft.faces.commands.examples.names import address_of
from tests.walks.site import Site, walk_site, words_of
from tests.walks.walker import Walker, Way, read_calendar, walking

pytestmark = pytest.mark.browser

WAYS = (Way("nb", 1280, is_measured=True), Way("nn", 360))
SEATS, TAKEN = 18, 11  # of the examples' coming edition of Teamledelse


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Databases with the examples, loaded once."""
    folder = tmp_path_factory.mktemp("examples")
    Site(folder).command("examples", "load")
    return folder


@pytest.fixture
def site(tmp_path: Path, examples: Path) -> Iterator[Site]:
    with walk_site(tmp_path, like=examples) as site:
        yield site


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_leader_gets_into_teamledelse_from_the_queue_and_reaches_nine_hours(
    chromium: Browser, site: Site, way: Way
) -> None:
    measured: set[str] = set()

    def somebody(role: str) -> AbstractContextManager[Walker]:
        return walking(chromium, site.url, way, measured, role=role)

    with (
        somebody("utviklingskontoret") as office,
        somebody("enhetsleder") as head,
        somebody("leder") as leader,
        somebody("fasilitator") as facilitator,
    ):
        fill_the_edition(office, leave=1, apart_from=(head, leader))
        sign_up(head, press="Meld meg på")
        head.sees("Du har plass nummer {number}", number=SEATS)
        sign_up(leader, press="Still meg i kø")
        queue(leader, site)
        head.press("Gi fra deg plassen")
        head.sees("Den som står først i køen, får plassen din")
        head.press("Gi fra meg plassen")
        for number, gathering in enumerate(get_in(leader, site), 1):
            attend(number, gathering=gathering, facilitator=facilitator, leader=leader, site=site)


def open_edition(office: Walker) -> None:
    """From the office's first page to the coming edition."""
    office.go("/utviklingskontoret")
    office.press_words("Teamledelse")


def fill_the_edition(office: Walker, *, leave: int, apart_from: tuple[Walker, ...]) -> None:
    """Leaders call, and the office signs them up until so many seats are left."""
    open_edition(office)
    others = {name_of(walker) for walker in apart_from}
    for _ in range(SEATS - TAKEN - leave):
        office.press("Meld på en leder")
        choice = office.page.locator("main select[name=person_id]")
        name = next(name for name in choice.locator("option").all_inner_texts()[1:] if name not in others)
        choice.select_option(label=name)
        office.press("Meld på og send beskjed")


def sign_up(walker: Walker, *, press: str) -> None:
    """She finds it among what she can join, reads why it is offered and what happens, and presses."""
    walker.go("/min-utvikling")
    card = walker.page.locator("article", has_text="Teamledelse")
    card.locator("summary").click()
    walker.reads("O&F planlegger fire moduler i året, hver med tre samlinger og ni timer til sammen.")
    walker.follow(card.locator("h3 a"))
    walker.sees("Hvorfor finnes dette tilbudet?")
    walker.press(press)


def name_of(walker: Walker) -> str:
    return walker.page.locator(".ll-me-name").text_content() or ""


def address(leader: Walker) -> str:
    return address_of(name_of(leader), "stavanger")


def queue(leader: Walker, site: Site) -> None:
    """She reads where she stands and by which rule, on the page and in a mail."""
    leader.sees("Du står i køen. Du får beskjed når det blir en plass til deg.")
    leader.sees("Du står som nummer {position} i køen", position=1)
    rule = leader.rule(PlaceRule.ORDER_OF_SIGN_UP)
    mail = site.mail(address(leader), leader.way.words("Du står i kø: {name}", name="Teamledelse"))
    assert rule in words_of(mail)


def get_in(leader: Walker, site: Site) -> list[Event]:
    """A seat becomes free and is hers: she reads it, is invited by mail, and subscribes to her calendar."""
    leader.go(leader.page.url)
    leader.sees("Du har plass nummer {number}", number=SEATS)
    mail = site.mail(address(leader), leader.way.words("Det ble plass til deg: {name}", name="Teamledelse"))
    assert leader.rule(PlaceRule.MOVED_UP) in words_of(mail)
    coming = to_come(read_calendar(leader.make_calendar()))
    assert len(coming) == 3
    invited = {event["UID"]: event for event in to_come(site.invitations(address(leader), at_least=6))}
    assert {event["UID"] for event in coming} == set(invited)
    assert all(invited[event["UID"]]["DTSTART"].dt == event["DTSTART"].dt for event in coming)
    leader.go("/min-utvikling")
    leader.reads(leader.way.words("Du er i rute."))
    return coming


def to_come(events: list[Event]) -> list[Event]:
    """Last spring's are in the calendar too."""
    return sorted((e for e in events if e["DTSTART"].dt > datetime.now(UTC)), key=lambda event: event["DTSTART"].dt)


def attend(number: int, *, gathering: Event, facilitator: Walker, leader: Walker, site: Site) -> None:
    """The day comes; the facilitator registers that everybody was there; the leader sees her hours grow."""
    site.pass_time_to(gathering["DTEND"].dt + timedelta(minutes=10))
    facilitator.come_back()
    facilitator.press_words(f"{facilitator.way.words('Registrer oppmøte')} Teamledelse {number}")
    facilitator.press("Alle var til stede")
    facilitator.press_counted("Lagre oppmøte for én deltaker", "Lagre oppmøte for {count} deltakere", SEATS)
    facilitator.sees("Oppmøtet på samling {number} er lagret.", number=number)
    leader.come_back()
    leader.reads(f"{3 * number} av 9")
    if number == 3:
        leader.sees("Timene er nådd")
    leader.follow(leader.page.locator("main a", has_text="Teamledelse 1").first)
