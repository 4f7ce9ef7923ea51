"""The room's first page: the framework as a living table of contents, and what needs the office this week."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import PlannedEdition
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import Assignment, EditionState, ModuleShown
from lederloft.domain.programmes.values import full_name
from lederloft.domain.strategy import api as strategy
from lederloft.domain.strategy.api import Offered, OfferState
from lederloft.faces.web.development_office import sentences
from lederloft.faces.web.development_office.room import OVERVIEW, Context, Room
from lederloft.faces.web.kit.chrome import Action, Head
from lederloft.foundation.clock import api as clock
from lederloft.foundation.wording import api as wording

LIVE = (EditionState.DRAFT, EditionState.OPEN, EditionState.RUNNING)
MOST_TODO = 6


@dataclass(frozen=True)
class Line:
    """An edition, or a module without one, in the table of contents."""

    title: str
    url: str
    note: str
    word: str
    rest: str
    drawing: object | None = None
    detail: str = ""  # when its gatherings are


@dataclass(frozen=True)
class OfferPart:
    """An offer with its lines."""

    offer: Offered
    lines: list[Line]


@dataclass(frozen=True)
class Todo:
    """Something that needs the office."""

    on: date
    what: str
    url: str
    note: str

    @property
    def when(self) -> str:
        """«I dag», «Torsdag 14. mars»."""
        today = clock.today()
        words = gettext("i dag") if self.on <= today else wording.weekday_date(self.on)
        return wording.capitalised(words)


class Overview(Room):
    """«Rammeverket i dag»."""

    place = OVERVIEW
    template_name = "development_office/overview.html"

    def read(self, **kwargs: object) -> Context:
        """Offers that haven't ended, and what waits for the office. Four queries, however many there are."""
        offers = [o for o in strategy.list_offers(acting=self.acting) if o.state != OfferState.ENDED]
        modules = programmes.list_modules(acting=self.acting)
        editions = participation.list_planned_editions(acting=self.acting, states=LIVE)
        now = clock.now()
        todo = todo_of(editions, programmes.list_without_attendance(acting=self.acting), now)
        return {
            "head": Head(
                gettext("Rammeverket i dag"),
                sentences.office_lead(offers, editions, len(todo), now),
                action=Action(gettext("Lag et tilbud"), reverse("development_office:new_offer")),
            ),
            "areas": areas_of(offers, modules, editions, now),
            "todo": todo[:MOST_TODO],
            "more_todo": max(len(todo) - MOST_TODO, 0),
            "rests_on": next((o for o in offers if o.details.rests_on_quote), None),
        }


def areas_of(
    offers: Sequence[Offered], modules: Sequence[ModuleShown], editions: Sequence[PlannedEdition], now: datetime
) -> list[tuple[str, list[OfferPart]]]:
    """Focus area → offers → lines: what can be signed up for first, then what comes first in time."""
    of_offer: dict[int, list[ModuleShown]] = defaultdict(list)
    of_module: dict[int, list[PlannedEdition]] = defaultdict(list)
    for module in modules:
        of_offer[module.offer_id].append(module)
    for edition in editions:
        of_module[edition.module_id].append(edition)
    areas: dict[str, list[OfferPart]] = defaultdict(list)
    first = {
        module.module_id: min((_turn(edition, now) for edition in of_module[module.module_id]), default=_LAST)
        for module in modules
    }
    for mine in of_offer.values():
        mine.sort(key=lambda module: first[module.module_id])

    def turn_of(offer: Offered) -> tuple[int, datetime]:
        return min((first[module.module_id] for module in of_offer[offer.offer_id]), default=_LAST)

    for offer in sorted(offers, key=turn_of):
        lines = [
            line
            for module in of_offer[offer.offer_id]
            for line in lines_of(module, sorted(of_module[module.module_id], key=lambda one: _turn(one, now)), now)
        ]
        areas[offer.details.focus_area or gettext("Uten satsingsområde")].append(OfferPart(offer, lines))
    return list(areas.items())


_LAST = (4, datetime.max.replace(tzinfo=UTC))


def _turn(edition: PlannedEdition, now: datetime) -> tuple[int, datetime]:
    """Open for sign-up, then open but shut for now, then going on, then drafts; the soonest first in each."""
    order = {EditionState.OPEN: 1, EditionState.RUNNING: 2, EditionState.DRAFT: 3}[edition.state]
    if order == 1 and edition.sign_up_opens_at <= now < edition.sign_up_closes_at:
        order = 0
    return order, edition.starts_at or _LAST[1]


def lines_of(module: ModuleShown, editions: Sequence[PlannedEdition], now: datetime) -> list[Line]:
    """A module's editions that are on; the module itself when there are none."""
    if not editions:
        url = reverse("development_office:new_edition", args=[module.module_key])
        note = gettext("Ingen gjennomføring nå")
        return [Line(module.details.name, url, note, gettext("Venter."), gettext("Ikke satt opp"))]
    lines = []
    for edition in editions:
        word, rest = sentences.where_it_stands(edition, now)
        lines.append(
            Line(
                module.details.name,
                reverse("development_office:edition", args=[edition.edition_key]),
                sentences.seats_line(edition.name, edition.seats),
                word,
                rest,
                sentences.steps(edition.state),
                wording.date_range(edition.starts_at, edition.ends_at) if edition.starts_at else "",
            )
        )
    return lines


def todo_of(editions: Sequence[PlannedEdition], waiting: Sequence[Assignment], now: datetime) -> list[Todo]:
    """What needs the office within a week, soonest first."""
    found = [
        Todo(
            clock.local_date(row.gathering.ends_at),
            gettext("Registrer oppmøte på samling {number}").format(number=row.gathering.number),
            reverse("attendance:sheet", args=[row.gathering.gathering_key]),
            gettext("{edition}. Samlingen var {when}.").format(
                edition=full_name(row.module_name, row.edition_name),
                when=wording.relative_day(clock.local_date(row.gathering.ends_at), clock.local_date(now)),
            ),
        )
        for row in waiting
    ]
    for edition in editions:
        found += _todo_of_edition(edition, now)
    return sorted(found, key=lambda todo: (todo.on, todo.what))


def _todo_of_edition(edition: PlannedEdition, now: datetime) -> list[Todo]:
    url = _to("edition", edition)
    name = full_name(edition.module_name, edition.name)
    today = clock.local_date(now)
    week = now + timedelta(days=7)
    opens, closes = clock.local_date(edition.sign_up_opens_at), sentences.last_day(edition.sign_up_closes_at)
    seats = sentences.seats_line(gettext("Nå"), edition.seats)
    if edition.state == EditionState.DRAFT:
        if edition.sign_up_opens_at > week:
            return []
        what = gettext("Åpne {name}").format(name=name)
        note = gettext("Påmeldingen skal åpne {on}.") if opens > today else gettext("Påmeldingen skulle åpnet {on}.")
        return [Todo(max(opens, today), what, _to("open_edition", edition), note.format(on=_day(opens)))]
    if edition.state != EditionState.OPEN:
        return []
    found = []
    if now < edition.sign_up_opens_at <= week:
        what = gettext("Påmeldingen til {name} åpner").format(name=name)
        found.append(Todo(opens, what, _to("gatherings", edition), gettext("Sjekk at tid og sted stemmer.")))
    if now < edition.sign_up_closes_at <= week:
        what = gettext("Påmeldingen til {name} stenger").format(name=name)
        found.append(Todo(closes, what, url, f"{seats}."))
    if edition.seats.queued and edition.seats.free:
        what = gettext("Gi plass til dem i køen til {name}").format(name=name)
        found.append(Todo(today, what, url, f"{seats}."))
    return found


def _to(page: str, edition: PlannedEdition) -> str:
    """The page where it is done."""
    return reverse(f"development_office:{page}", args=[edition.edition_key])


def _day(on: date) -> str:
    return wording.long_date(on, year=False)
