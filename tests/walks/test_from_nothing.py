"""From an empty installation to nine hours, in Chromium: everything on the way is made by those whose act it is."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils.translation import override
from icalendar import Event
from playwright.sync_api import Browser, Locator

from lederloft.domain.participation.values import PlaceRule
from lederloft.foundation.clock import api as clock
from lederloft.foundation.wording import api as wording
from tests.walks.over_http import Visitor
from tests.walks.site import Site, walk_site, words_of
from tests.walks.walker import PASSWORD, Walker, Way, read_calendar, walking

pytestmark = pytest.mark.browser

WAYS = (
    Way("nb", 1280, is_measured=True),
    Way("nn", 360),
    Way("nb", 360, javascript=False),
)
SEATS = 18
OFFICE = "solveig@vik.example"
LEADERS = [f"leder{number}@vik.example" for number in range(1, SEATS + 3)]
WHY = "Kommunen skal ha fire moduler i året, hver på ni timer."
FIRST, LAST, NINETEENTH, TWENTIETH = (LEADERS[number - 1] for number in (1, SEATS, SEATS + 1, SEATS + 2))
NAMES = dict(zip(LEADERS, (f"Leder {letter}" for letter in "ABCDEFGHIJKLMNOPQRST"), strict=True))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with walk_site(tmp_path) as site:
        yield site


@dataclass
class Story:
    """The people, the place and the way of one telling."""

    chromium: Browser
    site: Site
    way: Way
    stack: ExitStack
    measured: set[str] = field(default_factory=set)

    def somebody(self) -> Walker:
        """One more person with a browser of her own."""
        entered: AbstractContextManager[Walker] = walking(self.chromium, self.site.url, self.way, self.measured)
        return self.stack.enter_context(entered)

    def invitation(self, email: str) -> str:
        """The way in that came by mail."""
        invited = self.way.words("Du er invitert til Lederløft i {municipality}", municipality="Vik kommune")
        mail = self.site.mail(email, invited)
        found = re.search(r"/invitasjon/\S+", words_of(mail))
        assert found, words_of(mail)
        return found.group()

    def written(self, on: date) -> str:
        """A day as she writes it."""
        with override(self.way.language):
            return wording.long_date(on)


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_from_an_empty_installation_to_nine_hours(chromium: Browser, site: Site, way: Way) -> None:
    with ExitStack() as stack:
        story = Story(chromium, site, way, stack)
        set_up(story)
        office = come_in(story, OFFICE)
        days = offer_a_module(story, office)
        first, last, nineteenth, twentieth = sign_up_all(story)
        first.press("Gi fra deg plassen")
        first.press("Gi fra meg plassen")
        queue_moves(story, nineteenth, twentieth)
        calendar = last.make_calendar()
        move_a_gathering(story, office, calendar=calendar, to=days[1] + timedelta(days=7))
        cancel_a_gathering(story, office, calendar=calendar)
        hold(story, office, number=1, calendar=calendar)
        hold(story, office, number=2, calendar=calendar)
        see_hours(last, nineteenth)


def set_up(story: Story) -> None:
    """The guide at /oppsett, from the link that the command prints to the administrator's own room."""
    one = story.somebody()
    one.go("/")
    one.sees("Ingen kommune er satt opp her ennå. Du trenger en lenke for å begynne.")
    link = re.search(r"http\S+", story.site.command("set-up-link"))
    assert link
    one.go(urlsplit(link.group()).path)
    one.press("Begynn oppsettet")
    one.write(name="Vik kommune", number="9901", organisation_number="958 935 420")
    one.page.locator(f"main [name=language_form][value={story.way.language}]").check()
    one.page.locator("label[for=id_level_model_0]").click()
    one.press("Lagre og gå til titler")
    one.write(development_office="HR")
    one.press("Lagre og gå til administrator")
    one.write(name="Kari Nordmann", email="kari@vik.example")
    one.press("Opprett kommunen og inviter")
    one.press("Gå til e-post")
    one.press("Send en prøve")
    one.press("Gå til logo og kontakt")
    one.write(contact_name="HR-kontoret")
    one.press("Lagre og gå til inviter folk")
    one.write(people=f"Solveig Berg {OFFICE}", role=story.way.words("Utviklingskontoret"))
    one.press("Send invitasjonene")
    one.write(people="\n".join(f"{name} {email}" for email, name in NAMES.items()), role=story.way.words("Leder"))
    one.press("Send invitasjonene")
    one.press("Gjør oppsettet ferdig")
    one.sees("{name} er klar", name="Vik kommune")
    one.press("Lag kontoen og logg inn")
    one.write(password=PASSWORD)
    one.press("Lag kontoen")
    one.sign_in("kari@vik.example")


def come_in(story: Story, email: str) -> Walker:
    """Somebody invited takes the link from her mail and signs in."""
    one = story.somebody()
    one.go(story.invitation(email))
    one.write(password=PASSWORD)
    one.press("Lag kontoen")
    one.sign_in(email)
    return one


def offer_a_module(story: Story, office: Walker) -> list[date]:
    """Offer, module and edition in plain forms; returns the days of its gatherings."""
    today = clock.today()
    wednesday = today + timedelta(days=(2 - today.weekday()) % 7)
    days = [wednesday + timedelta(weeks=weeks) for weeks in (6, 10, 14)]
    office.press("Lag et tilbud")
    office.write(name="Ledelsesfordypning", focus_area="Ledelsesfordypning", rests_on_quote=WHY)
    office.write(rests_on_source="Rammeverk for lederutvikling, side 3")
    office.press("Lagre tilbudet")
    office.press("Lag en modul")
    office.write(name="Teamledelse", description="Hvordan team blir gode.")
    office.press("Lagre modulen")
    window = {"opens_on": story.written(today), "opens_at": "0.00"}
    window |= {"closes_on": story.written(days[0] - timedelta(weeks=1)), "closes_at": "12.00"}
    office.write(name="første kull", capacity=str(SEATS), contact_person_id="Solveig Berg", **window)
    for number, day in enumerate(days, 1):
        times = {"on": story.written(day), "starts": "9.00", "ends": "13.30", "place": "Kommunestyresalen"}
        office.write(**{f"g{number}_{name}": text for name, text in times.items()})
    office.press("Lagre utkastet")
    office.press("Åpne for påmelding")
    office.press("Åpne for påmelding")
    return days


def sign_up_all(story: Story) -> tuple[Walker, Walker, Walker, Walker]:
    """Eighteen get seats and two queue; four of them are watched in the browser."""
    first = find_and_sign_up(story, FIRST, press="Meld meg på")
    first.sees("Du har plass nummer {number}", number=1)
    path = urlsplit(first.page.url).path
    for email in LEADERS[1 : SEATS - 1]:
        visitor = Visitor(story.site.url)
        visitor.come_in(story.invitation(email), email)
        visitor.press(path, action=f"{path}/meld-meg-pa")
    last = find_and_sign_up(story, LAST, press="Meld meg på")
    last.sees("Du har plass nummer {number}", number=SEATS)
    queued = []
    for position, email in enumerate((NINETEENTH, TWENTIETH), 1):
        one = find_and_sign_up(story, email, press="Still meg i kø")
        one.sees("Du står som nummer {position} i køen", position=position)
        rule = one.rule(PlaceRule.ORDER_OF_SIGN_UP)
        assert rule in words_of(story.site.mail(email, story.way.words("Du står i kø: {name}", name="Teamledelse")))
        queued.append(one)
    return first, last, queued[0], queued[1]


def find_and_sign_up(story: Story, email: str, *, press: str) -> Walker:
    """She comes in, finds the offer on her first page, reads why, and presses."""
    one = come_in(story, email)
    card = one.page.locator("article", has_text="Teamledelse")
    card.locator("summary").click()
    one.reads(WHY)
    one.follow(card.locator("h3 a"))
    one.press(press)
    return one


def queue_moves(story: Story, nineteenth: Walker, twentieth: Walker) -> None:
    """The seat that was given up is the nineteenth's; the twentieth is next."""
    mail = story.site.mail(NINETEENTH, story.way.words("Det ble plass til deg: {name}", name="Teamledelse"))
    nineteenth.go(urlsplit(nineteenth.page.url).path)
    nineteenth.sees("Du har plass nummer {number}", number=1)
    assert nineteenth.rule(PlaceRule.MOVED_UP) in words_of(mail)
    assert len({event["UID"] for event in story.site.invitations(NINETEENTH, at_least=3)}) == 3
    twentieth.go(urlsplit(twentieth.page.url).path)
    twentieth.sees("Du står som nummer {position} i køen", position=1)


def gatherings_of(office: Walker) -> None:
    """From the office's first page to the edition's gatherings."""
    office.go("/utviklingskontoret")
    office.press_words("Teamledelse")
    office.press("Samlinger")


def entry(calendar: str, number: int) -> Event:
    """The gathering as a calendar program reads it."""
    return next(event for event in read_calendar(calendar) if event["SUMMARY"].startswith(f"Teamledelse {number}"))


def told(story: Story, event: Event) -> None:
    """The calendar's new word on the event came by mail too, to one who reads mail alone."""
    subject = {"CONFIRMED": "Flyttet: {title}", "CANCELLED": "Avlyst: {title}"}[event["STATUS"]]
    story.site.mail(LAST, story.way.words(subject, title=event["SUMMARY"]))
    mailed = [other for other in story.site.invitations(LAST, at_least=4) if other["UID"] == event["UID"]][-1]
    assert mailed["ORGANIZER"] == "mailto:lederloft@localhost"
    assert (mailed["SEQUENCE"], mailed["STATUS"]) == (event["SEQUENCE"], event["STATUS"])
    assert mailed["DTSTART"].dt == event["DTSTART"].dt


def move_a_gathering(story: Story, office: Walker, *, calendar: str, to: date) -> None:
    """The same event moves in the calendar, with a higher sequence."""
    before = entry(calendar, 2)
    gatherings_of(office)
    office.press("Flytt samling {number}", number=2)
    office.write(on=story.written(to), starts="12.00", ends="16.30", place="Rådhuset")
    office.press_counted("Flytt og varsle én deltaker", "Flytt og varsle {count} deltakere", SEATS)
    office.sees("{name} er flyttet. Ny tid er på vei til alle som kommer.", name="Samling 2")
    after = entry(calendar, 2)
    assert (after["UID"], after["LOCATION"]) == (before["UID"], "Rådhuset")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt.date() == to
    told(story, after)


def cancel_a_gathering(story: Story, office: Walker, *, calendar: str) -> None:
    """It is cancelled in the calendar too; the two that are left give nine hours."""
    before = entry(calendar, 3)
    gatherings_of(office)
    office.press_words(f"{story.way.words('Avlys')} samling 3")
    office.press("Avlys og varsle")
    office.sees("{name} er avlyst.", name="Samling 3")
    after = entry(calendar, 3)
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    told(story, after)


def hold(story: Story, office: Walker, *, number: int, calendar: str) -> None:
    """The day comes. At the first one the second leader is away, and the nineteenth is there for two hours."""
    story.site.pass_time_to(entry(calendar, number)["DTEND"].dt + timedelta(minutes=10))
    office.come_back()
    gatherings_of(office)
    office.press("Registrer oppmøte på samling {number}", number=number)
    office.press("Alle var til stede")
    if number == 1:
        row_of(office, LEADERS[1]).locator("input[value=absent]").check()
        row_of(office, NINETEENTH).locator("input[value=partial]").check()
        row_of(office, NINETEENTH).locator("input[name^=minutes]").fill("120")
    office.press_counted("Lagre oppmøte for én deltaker", "Lagre oppmøte for {count} deltakere", SEATS)
    office.sees("Oppmøtet på samling {number} er lagret.", number=number)


def row_of(office: Walker, email: str) -> Locator:
    return office.page.locator("main form li", has_text=NAMES[email])


def see_hours(last: Walker, nineteenth: Walker) -> None:
    """One who was there has her nine hours; one who wasn't all the time doesn't."""
    last.come_back()
    last.go("/min-utvikling")
    last.sees("Du har fullført det du var med på.")
    last.reads("9 av 9")
    last.follow(last.page.locator("main a", has_text="Teamledelse 1").first)
    last.sees("Du har fullført")
    nineteenth.come_back()
    nineteenth.go("/min-utvikling")
    nineteenth.reads("6,5 av 9")
    nineteenth.sees("Rekker ikke timene")
