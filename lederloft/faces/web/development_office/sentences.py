"""What the development office is told: every page's lead sentence is an answer with today's figure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext, ngettext

from lederloft.domain.participation.api import Forecast, PlannedEdition, RunEdition, Seats, SeatState
from lederloft.domain.programmes.api import EditionState, GatheringShown, GatheringState
from lederloft.domain.strategy.api import Offered, OfferState
from lederloft.faces.web.kit.charts import Milestones
from lederloft.faces.web.kit.charts.bars import Milestone
from lederloft.foundation.clock import api as clock
from lederloft.foundation.wording import api as wording


def last_day(closes_at: datetime) -> date:
    """The day a deadline falls on; one at midnight is the day that ends then."""
    return clock.local_date(closes_at - timedelta(minutes=1))


def seats_line(name: str, seats: Seats) -> str:
    """«Vår: 18 av 18 plasser, 4 i kø»."""
    values = {"name": name, "taken": seats.taken, "capacity": seats.capacity, "queued": seats.queued}
    if seats.queued:
        return gettext("{name}: {taken} av {capacity} plasser, {queued} i kø").format(**values)
    return gettext("{name}: {taken} av {capacity} plasser").format(**values)


def where_it_stands(edition: PlannedEdition, now: datetime) -> tuple[str, str]:
    """A state in a word, and the date that matters next."""
    if edition.state == EditionState.DRAFT:
        return gettext("Utkast."), gettext("Ikke åpnet ennå")
    if edition.state == EditionState.RUNNING:
        held = gettext("{held} av {total} samlinger holdt").format(held=edition.held, total=edition.gatherings)
        return gettext("I gang."), held
    if edition.state == EditionState.COMPLETED:
        return gettext("Gjennomført"), wording.long_date(edition.ends_at) if edition.ends_at else ""
    if edition.state == EditionState.CANCELLED:
        return gettext("Avlyst"), ""
    if now < edition.sign_up_opens_at:
        return gettext("Åpner"), wording.long_date(clock.local_date(edition.sign_up_opens_at), year=False)
    if now < edition.sign_up_closes_at:
        closes = wording.long_date(last_day(edition.sign_up_closes_at), year=False)
        return gettext("Åpen."), gettext("Stenger {on}").format(on=closes)
    if edition.starts_at:
        starts = wording.long_date(clock.local_date(edition.starts_at), year=False)
        if edition.starts_at <= now:
            return gettext("I gang."), gettext("Startet {on}, oppmøte mangler").format(on=starts)
        word = gettext("Stengt.") if edition.seats.free else gettext("Fulltegnet.")
        return word, gettext("Starter {on}").format(on=starts)
    return gettext("Stengt."), ""


_REACHED: Mapping[EditionState, Sequence[Milestone]] = {
    EditionState.DRAFT: ("under_way", "remaining", "remaining", "remaining"),
    EditionState.OPEN: ("done", "under_way", "remaining", "remaining"),
    EditionState.RUNNING: ("done", "done", "under_way", "remaining"),
    EditionState.COMPLETED: ("done", "done", "done", "done"),
    EditionState.CANCELLED: ("done", "not_needed", "not_needed", "not_needed"),
}


def steps(state: EditionState) -> Milestones:
    """How far an edition has come."""
    labels = (gettext("Planlagt"), gettext("Påmelding"), gettext("Samlinger"), gettext("Gjennomført"))
    return Milestones(labels, _REACHED[state])


def office_lead(offers: Sequence[Offered], editions: Sequence[PlannedEdition], todo: int, now: datetime) -> str:
    """«Uke 11. Tre tilbud er åpne. To ting trenger deg denne uken.»"""
    week = gettext("Uke {number}.").format(number=clock.local_date(now).isocalendar().week)
    offered = sum(1 for offer in offers if offer.state == OfferState.OFFERED)
    if not offers:
        return week + " " + gettext("Ingen tilbud er laget ennå.")
    of_all = _how_many_open(offered, len(offers))
    needs = (
        ngettext("Én ting trenger deg denne uken.", "{count} ting trenger deg denne uken.", todo).format(
            count=wording.capitalised(wording.number_word(todo))
        )
        if todo
        else gettext("Ingenting haster.")
    )
    return f"{week} {of_all} {needs}"


def _how_many_open(offered: int, count: int) -> str:
    if count == 1:
        return gettext("Tilbudet er åpent for lederne.") if offered else gettext("Tilbudet er ikke åpnet ennå.")
    if not offered:
        return gettext("Ingen av tilbudene er åpnet ennå.")
    return ngettext(
        "{offered} av {count} tilbud er åpent for lederne.", "{offered} av {count} tilbud er åpne for lederne.", offered
    ).format(
        offered=wording.capitalised(wording.number_word(offered, wording.Gender.NEUTER)),
        count=wording.number_word(count),
    )


def help_needed(run: RunEdition) -> int:
    """How many on a seat can no longer reach the hours."""
    return sum(1 for row in run.rows if row.forecast == Forecast.CAN_NO_LONGER)


def edition_lead(run: RunEdition, now: datetime) -> str:
    """«Samling 3 er om 29 dager. Tre av 18 trenger hjelp til å nå ni timer.»"""
    edition, seats = run.edition, run.seats
    if edition.state == EditionState.DRAFT:
        return gettext("Utkast. Lederne ser den når du åpner den.")
    if edition.state == EditionState.CANCELLED:
        return gettext("Avlyst. Alle som hadde plass, har fått beskjed.")
    hours = wording.duration(edition.required_minutes)
    if edition.state == EditionState.COMPLETED:
        done = sum(1 for row in run.rows if row.state == SeatState.COMPLETED)
        return gettext("Gjennomført. {done} nådde {hours}.").format(
            done=wording.capitalised(wording.number_word(done)) if done else gettext("Ingen"), hours=hours
        )
    return next_gathering(run.gatherings, now) + " " + _who_needs_help(run, seats, hours)


def _who_needs_help(run: RunEdition, seats: Seats, hours: str) -> str:
    late = help_needed(run)
    if late:
        return gettext("{late} av {taken} trenger hjelp til å nå {hours}.").format(
            late=wording.capitalised(wording.number_word(late)), taken=seats.taken, hours=hours
        )
    if not seats.taken:
        return gettext("Ingen har meldt seg på ennå.")
    if seats.queued:
        return gettext("Alle {capacity} plassene er tatt, {queued} står i kø.").format(
            capacity=seats.capacity, queued=seats.queued
        )
    return gettext("{taken} av {capacity} plasser er tatt.").format(taken=seats.taken, capacity=seats.capacity)


def next_gathering(gatherings: Collection[GatheringShown], now: datetime) -> str:
    """«Samling 3 er om 29 dager.», or what lacks attendance."""
    live = sorted((g for g in gatherings if g.state != GatheringState.CANCELLED), key=lambda g: g.starts_at)
    waiting = [g for g in live if g.ends_at <= now and g.state == GatheringState.PLANNED]
    if waiting:
        return gettext("Samling {number} mangler oppmøte.").format(number=waiting[0].number)
    coming = [g for g in live if g.ends_at > now]
    if not coming:
        return gettext("Alle samlingene er holdt.")
    when = wording.relative_day(clock.local_date(coming[0].starts_at), clock.local_date(now))
    return gettext("Samling {number} er {when}.").format(number=coming[0].number, when=when)


def people(count: int) -> str:
    """«18 deltakere»."""
    return wording.counted(count, wording.Noun(gettext("deltaker"), gettext("deltakere")))
