"""An edition's participants: seats, queue, minutes, forecast; signing somebody up, and giving up for somebody."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceKind, Forecast, Participant, RunEdition, SeatState
from lederloft.domain.programmes.api import ENDED, GatheringShown, GatheringState
from lederloft.faces.web.development_office import sentences
from lederloft.faces.web.development_office.editions import (
    edition_action,
    edition_crumbs,
    edition_links,
)
from lederloft.faces.web.development_office.room import Context, Room
from lederloft.faces.web.kit.charts import minutes_bar
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.status import status_html
from lederloft.faces.web.kit.table import SORT, Column, Empty, Filter, Row, Table
from lederloft.faces.web.kit.table_files import download
from lederloft.foundation.clock import api as clock
from lederloft.foundation.wording import api as wording


class Shown(NamedTuple):
    """What the table reads of a participant; after it comes one value per gathering."""

    key: Any
    name: Any
    unit: Any
    place: Any
    place_words: Any
    signed_up: Any
    minutes: Any
    word: Any
    kind: Any
    note: Any
    is_queued: Any


class Verdict(NamedTuple):
    """How somebody stands: a status, the word for it, and a note."""

    kind: str
    word: str
    note: str = ""


AT = Shown(*range(len(Shown._fields)))  # where each stands in the row


class EditionView(Room):
    """The participants of an edition."""

    template_name = "development_office/participants.html"

    def read(self, **kwargs: object) -> Context | HttpResponse:
        """The whole list, since its figures are counted from it; NotFound when it isn't hers. Four queries."""
        run = participation.get_run_edition(str(kwargs["key"]), acting=self.acting)
        key = run.edition.edition_key
        live = run.live_gatherings
        rows = rows_of(run, live)
        table = participants_table(run, live, is_sorted=SORT in self.request.GET)
        page = self.listed(table, rows=rows)
        if page.is_download:
            return download(page)
        now = clock.now()
        is_on = run.edition.state not in ENDED
        return {
            "head": Head(
                run.edition.title,
                sentences.edition_lead(run, now),
                crumbs=edition_crumbs(run.edition),
                action=edition_action(run),
                links=edition_links(key, "edition"),
            ),
            "figures": figures_of(run, live),
            "table": page,
            "key": key,
            "can_sign_up": run.is_sign_up_open,
            "can_change": is_on,
            "can_close": run.can_be_closed,
        }


def figures_of(run: RunEdition, live: Sequence[GatheringShown]) -> list[tuple[str, str, str]]:
    """What it is, the figure, what the figure means."""
    seats, edition = run.seats, run.edition
    on_seat = [row for row in run.rows if row.forecast is not None]
    minutes = sum(row.minutes for row in on_seat)
    held = [g for g in live if g.state == GatheringState.HELD]
    whole = sum(g.counted_minutes for g in held) * len(on_seat)
    late = sum(1 for row in on_seat if row.forecast == Forecast.CAN_NO_LONGER)
    reached = sum(1 for row in on_seat if row.forecast == Forecast.REACHED)
    if reached and reached + late == len(on_seat):
        forecast = gettext("{count} nådde timene").format(count=reached)
    else:
        forecast = gettext("{count} i rute").format(count=len(on_seat) - late)
    return [
        (
            gettext("Plasser"),
            gettext("{taken} av {capacity}").format(taken=seats.taken, capacity=seats.capacity),
            gettext("alle i bruk")
            if not seats.free
            else ngettext("én ledig", "{count} ledige", seats.free).format(count=seats.free),
        ),
        (
            gettext("Kø"),
            str(seats.queued),
            gettext("får plass i rekkefølge") if seats.queued else gettext("ingen venter"),
        ),
        (
            gettext("Timer"),
            gettext("{minutes} av {whole}").format(minutes=wording.hours(minutes), whole=wording.hours(whole)),
            ngettext("registrert etter én samling", "registrert etter {count} samlinger", len(held)).format(
                count=wording.number_word(len(held))
            )
            if held
            else gettext("ingen samlinger er holdt"),
        ),
        (
            gettext("Prognose"),
            forecast,
            gettext("{late} rekker ikke {hours}").format(late=late, hours=wording.duration(edition.required_minutes))
            if late
            else gettext("ingen mangler timer"),
        ),
    ]


def rows_of(run: RunEdition, live: Sequence[GatheringShown]) -> list[Row]:
    """The participants as the table reads them; after the fixed part one value per gathering."""
    in_queue, on_seat, absent = gettext("Kø {number}"), gettext("Plass {number}"), gettext("Forhindret")
    missing, coming = gettext("Mangler"), gettext("Kommer")
    # What stands for a gathering nothing is registered at. Words are looked up once, not for every row.
    empty = [(g.gathering_id, missing if g.state == GatheringState.HELD else coming) for g in live]
    done = verdicts_of_the_well()
    nothing = (None, 0)

    def registered(row: Participant, gathering_id: int, otherwise: str) -> int | str:
        kind, minutes = row.attendance.get(gathering_id, nothing)
        if kind is None:
            return otherwise
        return absent if kind is AttendanceKind.ABSENT else minutes

    def row_of(row: Participant) -> Row:
        is_queued = row.state is SeatState.QUEUED
        kind, word, note = forecast_of(row, done)
        number = row.queue_position if is_queued else row.seat_number
        shown = Shown(
            key=row.seat_key,
            name=row.name,
            unit=row.unit_name,
            place=(number or 0) + 100_000 if is_queued else number,
            place_words=(in_queue if is_queued else on_seat).format(number=number),
            signed_up=row.signed_up_at,
            minutes=None if is_queued else row.minutes,
            word=word,
            kind=kind,
            note=note,
            is_queued=is_queued,
        )
        return (
            *shown,
            *(["" for _g in empty] if is_queued else [registered(row, *one) for one in empty]),
        )

    return [row_of(row) for row in run.rows]


def verdicts_of_the_well() -> Mapping[Forecast, Verdict]:
    """Those who lack nothing."""
    return {
        Forecast.REACHED: Verdict("done", gettext("Timene er nådd")),
        Forecast.ON_COURSE: Verdict("done", gettext("I rute")),
    }


def forecast_of(row: Participant, well: Mapping[Forecast, Verdict]) -> Verdict:
    """The same in the list and on the participant's own page."""
    if row.forecast is None:
        return Verdict(
            "coming",
            gettext("Venter"),
            gettext("Meldt på {at}").format(at=wording.moment(row.signed_up_at, year=False)),
        )
    if row.forecast in well:
        return well[row.forecast]
    time = wording.duration(row.lacking_minutes)
    return Verdict("failed", gettext("Rekker ikke"), gettext("mangler {time}").format(time=time))


def participants_table(run: RunEdition, live: Sequence[GatheringShown], *, is_sorted: bool) -> Table:
    """The columns follow the gatherings."""
    line = mark_safe(  # noqa: S308 — a translated constant without values
        f"<span>{gettext('Under streken: køen')}</span>"
    )
    return Table(
        name="deltakere",
        title=gettext("Deltakere i {name}").format(name=run.edition.title),
        columns=_columns(run, live),
        filters=(
            Filter("hjelp", _("Trenger hjelp"), lambda rows: [row for row in rows if row[AT.kind] == "failed"]),
            Filter("ko", _("I kø"), lambda rows: [row for row in rows if row[AT.is_queued]]),
        ),
        search=True,
        per_page=50,
        group=None if is_sorted else (lambda row: line if row[AT.is_queued] else ""),
        tone=lambda row: "quiet" if row[AT.is_queued] else "",
        empty=Empty(
            _("Ingen er påmeldt ennå"),
            _("Når noen melder seg på, står de her med plass, timer og prognose. Du kan også melde på for andre."),
        ),
    )


def _columns(run: RunEdition, live: Sequence[GatheringShown]) -> tuple[Column, ...]:
    required = wording.hours(run.edition.required_minutes)
    page_of_seat = reverse("development_office:seat", args=[run.edition.edition_key, "0"]).removesuffix("0")
    in_hours = cache(wording.hours)
    return (
        Column(
            "navn",
            _("Navn og enhet"),
            at=AT.name,
            under=AT.unit,
            is_row_head=True,
            order=True,
            url=lambda row: page_of_seat + row[AT.key],
            export_title=_("Navn"),
        ),
        Column("enhet", _("Enhet"), at=AT.unit, is_on_screen=False),
        Column(
            "plass",
            _("Plass"),
            at=AT.place,
            order=True,
            is_narrow=True,
            html=lambda row: str(row[AT.place_words]),
            is_exported=False,
        ),
        Column("plassord", _("Plass"), at=AT.place_words, is_on_screen=False),
        Column("meldt", _("Meldt på"), at=AT.signed_up, is_on_screen=False),
        *(_gathering_column(at, g) for at, g in enumerate(live, len(AT))),
        Column(
            "timer",
            gettext("Timer av {hours}").format(hours=required),
            kind="number",
            at=lambda row: None if row[AT.minutes] is None else round(row[AT.minutes] / 60, 2),
            html=lambda row: "" if row[AT.minutes] is None else in_hours(row[AT.minutes]),
            order=True,
        ),
        Column(
            "prognose",
            _("Prognose"),
            at=AT.word,
            order=True,
            html=lambda row: status_html(row[AT.kind], row[AT.word], row[AT.note]),
        ),
    )


def _gathering_column(at: int, gathering: GatheringShown) -> Column:
    on = wording.short_date(clock.local_date(gathering.starts_at))
    title = on if gathering.state == GatheringState.PLANNED else gettext("{on}, min").format(on=on)

    absent = gettext("Forhindret")

    @cache  # for as long as the page is drawn: most were there for the whole time
    def drawn(value: int | str) -> str:
        if isinstance(value, int):
            return minutes_bar(value, gathering.counted_minutes)
        if value == absent:
            return format_html("{} {}", _empty_bar(gathering.counted_minutes), value)
        return format_html('<span class="ll-none">{}</span>', value) if value else SafeString("")

    return Column(
        f"samling-{gathering.number}",
        title,
        at=at,
        html=lambda row: drawn(row[at]),
        is_narrow=True,
        export_title=gettext("Samling {number}, minutter").format(number=gathering.number),
    )


def _empty_bar(whole: int) -> SafeString:
    drawn = minutes_bar(0, whole)
    return SafeString(drawn.removesuffix("0</span>") + "</span>")
