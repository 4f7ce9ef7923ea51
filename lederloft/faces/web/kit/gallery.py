"""The show page: every part of the kit with synthetic people, for eyes and for the browser tests.

Mounted at /kit by the local and test settings only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lederloft.faces.web.kit.charts import (
    Bar,
    Bars,
    Hours,
    HoursPart,
    Milestones,
    Queue,
    Seats,
    Shares,
    intended_and_actual,
    minutes_bar,
)
from lederloft.faces.web.kit.chrome import Action, Chrome, Contact, Crumb, Fact, Head, Place, colour_scheme
from lederloft.faces.web.kit.client_keys import new_client_key
from lederloft.faces.web.kit.error_pages import ERROR_PAGES, error_page
from lederloft.faces.web.kit.fields import FieldFault, WrittenDateField, WrittenNumberField, WrittenTimeField
from lederloft.faces.web.kit.forms import Card, RadioCards, WriteForm
from lederloft.faces.web.kit.status import VERDICTS, status_html
from lederloft.faces.web.kit.table import Column, Empty, Filter, Pick, Row, Table
from lederloft.faces.web.kit.table_files import download

ROOMS = (
    Place("Min utvikling", "/kit"),
    Place("Utviklingskontoret", "/kit/kontor"),
    Place("Kit", "/kit/deler"),
)
LONG = "Virksomhetsleder for helse- og omsorgsinstitusjonstjenesteutviklingsavdelingen på Madla og Kvernevik"


def chrome(request: HttpRequest, room: str) -> Chrome:
    places = {
        "Min utvikling": ("Oversikt", "Samlinger", "Tilbud", "Lederavtalen", "Utviklingsoppgaven"),
        "Utviklingskontoret": (
            "Rammeverket",
            "Årshjul",
            "Tilbud",
            "Krav",
            "Avtaler",
            "Etterspørsel",
            "Den røde tråden",
        ),
        "Kit": ("Deler", "Tabell", "Skjema", "Tomt"),
    }[room]
    addresses = {"Oversikt": "/kit", "Rammeverket": "/kit/kontor", "Deler": "/kit/deler", "Tabell": "/kit/tabell"}
    addresses |= {"Skjema": "/kit/skjema", "Tomt": "/kit/tomt", "Krav": "/kit/krav", "Tilbud": "/kit/utgave"}
    return Chrome(
        municipality_name="Stavanger kommune",
        room=room,
        rooms=ROOMS,
        places=tuple(Place(label, addresses.get(label, f"/kit/{room}/{label}")) for label in places),
        person_name="Ingrid Vik",
        news_count=2,
        contact=Contact("Silje Aarrestad", "Organisasjon og forhandling", "51 00 00 00", "/kit/melding"),
        colour_scheme=colour_scheme(request.GET.get("utseende")),
        path=request.path,
    )


def _shown(request: HttpRequest, template: str, head: Head, room: str, **context: object) -> HttpResponse:
    return render(request, f"kit/gallery/{template}.html", {"chrome": chrome(request, room), "head": head, **context})


def leader(request: HttpRequest) -> HttpResponse:
    head = Head(
        "God morgen, Ingrid",
        "Du er i rute. Én samling gjenstår før Teamledelse er fullført.",
        overlap=True,
    )
    hours = Hours(
        (
            HoursPart("Samling 1", 180, 180, "7. februar, 3 t", is_over=True),
            HoursPart("Samling 2", 180, 180, "6. mars, 3 t", is_over=True),
            HoursPart("Samling 3", 180, 0, "10. april"),
        )
    )
    rows = (
        (date(2024, 4, 10), "Teamledelse 3: Når teamet står fast", "Møterom Byfjorden, kl. 9.00–12.00", "coming", ""),
        (date(2024, 5, 23), "Oppfølging av lederavtalen", "Med Kari Håland Nese, kl. 13.00–14.00", "coming", ""),
        (date(2024, 3, 6), "Teamledelse 2: Roller og forventninger", "Du var med hele tiden", "done", "3 timer"),
        (date(2024, 2, 7), "Teamledelse 1: Hva skal teamet løse?", "Du var med hele tiden", "done", "3 timer"),
    )
    return _shown(
        request, "leader", head, "Min utvikling", hours=hours, queue=Queue(2, 5), rows=rows, next_on=date(2024, 4, 10)
    )


def edition(request: HttpRequest) -> HttpResponse:
    head = Head(
        "Teamledelse, vår 2024",
        "For deg som leder et team og vil få det til å løse oppgaver sammen. Tre samlinger, ni timer, "
        "holdt av kommunens egne folk.",
        crumbs=(
            Crumb("Min utvikling", "/kit"),
            Crumb("Tilbud", "/kit/utgave"),
            Crumb("Ledelsesfordypning", "/kit/utgave"),
            Crumb("Teamledelse, vår 2024"),
        ),
        facts=(
            Fact("Calendar", "7. februar–10. april"),
            Fact("Clock", "3 samlinger, 9 timer"),
            Fact("LocationPin", "Olav Kyrres gate 19"),
        ),
    )
    gatherings = (
        (
            date(2024, 2, 7),
            "Samling 1: Hva skal teamet løse?",
            "Du lager et utkast til teamets oppdrag og prøver det på to andre ledere.",
            "Tor Bjelland holder samlingen hvis Anne Lode er forhindret.",
        ),
        (
            date(2024, 3, 6),
            "Samling 2: Roller og forventninger",
            "Du tar med en situasjon fra egen arbeidsplass.",
            "Vi bytter til Teams samme tid. Lenken ligger i invitasjonen.",
        ),
        (
            date(2024, 4, 10),
            "Samling 3: Når teamet står fast",
            "Du planlegger ett grep og avtaler når du følger det opp.",
            "Ny dato er holdt av: 17. april kl. 9.00.",
        ),
    )
    return _shown(request, "edition", head, "Min utvikling", gatherings=gatherings, seats=Seats(14, 18))


def office(request: HttpRequest) -> HttpResponse:
    head = Head(
        "Rammeverket i dag",
        "Uke 11. Tre av sju tilbud er lansert. Gruppenivået skal veie tyngst, men har hittil fått minst.",
        action=Action("Lag et tilbud", "/kit/skjema"),
    )
    labels = ("Besluttet", "Utviklet", "Anskaffet", "Lansert")
    return _shown(
        request,
        "office",
        head,
        "Utviklingskontoret",
        weight=intended_and_actual("Ledergruppeutvikling", intended=50, actual=14),
        offers=(
            ("Utvikling etter Bang og Midelfart", "Virksomheten bestemmer, O&F betaler", "Anskaffes.",
             "Tilbudsfrist 2. april", Milestones(labels, ("done", "done", "under_way", "remaining"))),
            ("Ledergruppens møter", "3 av 41 grupper har svart ja", "Utvikles.", "Ferdig 30. mai",
             Milestones(labels, ("done", "under_way", "remaining", "remaining"))),
            ("Teamledelse", "Vår: 18 av 18 plasser, 4 i kø", "Lansert", "12. januar",
             Milestones(labels, ("done", "done", "not_needed", "done"))),
        ),
    )  # fmt: skip


PEOPLE: tuple[Row, ...] = (
    ("p1", "Ingrid Solheim Vik", "Hjemmesykepleien Madla", 1, 180, 180, 360, "done", "I rute", ""),
    ("p2", "Jonas Eide", "Tasta skole", 2, 180, 180, 360, "done", "I rute", ""),
    ("p3", "Amina Warsame", "Byggesak", 3, 180, 105, 285, "warning", "Må ta igjen", "1 t 15 min innen 31. mai"),
    ("p4", "Per Gunnar Lie", "Vann og avløp", 4, 180, 180, 360, "done", "I rute", ""),
    ("p5", "Maren Tjelta", "Bekkefaret bydelshus", 5, 0, 180, 180, "warning", "Må ta igjen", "3 t, plass 12. april"),
    ("p6", "Kamil Nowak", "Renovasjon", 6, 0, 0, 0, "failed", "Rekker ikke", "Flytt til høsten?"),
    ("p7", "Solveig Haga", "Sølvberget", 7, 180, 180, 360, "done", "I rute", ""),
    ("p8", "=HYPERLINK(\"x\")<script>alert(1)</script>", "Åsane & Ørland", 8, 180, 180, 360, "done", "I rute", ""),
)  # fmt: skip


def _minutes(place: int) -> Callable[[Row], str]:
    def cell(row: Row) -> str:
        if row[place]:
            return minutes_bar(row[place], 180)
        return format_html('<span class="ll-mini">{}</span>', "Forhindret")

    return cell


PARTICIPANTS = Table(
    name="deltakere",
    title="Deltakere i Teamledelse, vår 2024",
    columns=(
        Column(
            "navn",
            "Navn og enhet",
            at=1,
            under=2,
            is_row_head=True,
            order=True,
            url=lambda row: f"/kit/person/{row[0]}",
        ),
        Column("enhet", "Enhet", at=2, is_on_screen=False),
        Column("plass", "Plass", kind="text", at=3, order=True, is_narrow=True, html=lambda row: f"Plass {row[3]}"),
        Column("feb", "7. feb., min", at=4, html=_minutes(4)),
        Column("mars", "6. mars, min", at=5, html=_minutes(5)),
        Column("timer", "Timer av 9", kind="number", at=lambda row: round(row[6] / 60, 1), order=True),
        Column("prognose", "Prognose", at=8, html=lambda row: status_html(row[7], row[8], row[9]), order=True),
    ),
    filters=(
        Filter("hjelp", "Trenger hjelp", lambda rows: [row for row in rows if row[7] != "done"]),
        Filter("rute", "I rute", lambda rows: [row for row in rows if row[7] == "done"], status="met"),
    ),
    search=True,
    per_page=5,
    pick=Pick(
        key=0,
        label=1,
        chosen=frozenset({"p3", "p5"}),
        action="/kit/tabell",
        acts=(("make_up", "Foreslå tid for å ta igjen"), ("message", "Send melding"), ("move", "Flytt til høsten")),
    ),
    empty=Empty("Ingen er påmeldt ennå", "Når noen melder seg på, står de her."),
)


def participants(request: HttpRequest) -> HttpResponse:
    page = PARTICIPANTS.page(request.GET, rows=PEOPLE, path=request.path, save_view_url="/kit/visninger")
    if page.is_download:
        return download(page)
    head = Head(
        "Teamledelse, vår 2024",
        "Samling 3 er om 29 dager. Tre av 18 trenger hjelp til å nå ni timer.",
        crumbs=(Crumb("Tilbud", "/kit"), Crumb("Ledelsesfordypning", "/kit"), Crumb("Teamledelse, vår 2024")),
        action=Action("Skriv ut deltakerlisten", "/kit/tabell", quiet=True),
        links=(
            Place("Deltakere", "/kit/tabell", is_current=True),
            Place("Samlinger", "/kit/a"),
            Place("Plan B", "/kit/b"),
            Place("Materiell", "/kit/c"),
            Place("Krav og bevis", "/kit/krav"),
            Place("Historikk", "/kit/d"),
        ),
    )
    return _shown(request, "participants", head, "Kit", table=page)


REQUIREMENTS: tuple[Row, ...] = (
    ("1.4.1", "Kan finansieres gjennom KS’ OU-fond", "Må, gjelder leverandøren", "met",
     "OU-fondet sa ja 3. mai 2016. Kontrakten er fra 20. juni.", "Tilsagnsbrev", "1.4 Grunnleggende krav"),
    ("1.4.3", "Alle samlinger i Røros", "Må, gjelder leverandøren", "not_met",
     "Samling 4 er lagt til Trondheim. De fem andre er i Røros.", "6 fakta", "1.4 Grunnleggende krav"),
    ("1.4.5", "30 studiepoeng på masternivå", "Må, gjelder leverandøren", "not_yet_due",
     "Eksamen er 4. desember. 18 av 18 er påmeldt.", "Studieplan", "1.4 Grunnleggende krav"),
    ("1.4.7", "Framdrift sikret ved sykdom", "Må, gjelder leverandøren", "at_risk",
     "To av fire samlinger som gjenstår, mangler plan B.", "Planer", "1.4 Grunnleggende krav"),
    ("1.5.1", "Dybdeforståelse i egen organisasjon", "Bør, bedømmes av rådmannen", "cannot_tell",
     "Rådmannen har ikke svart ennå. Fristen er 31. mars.", "", "1.5 Krav til programmet"),
    ("1.5.4", "Teori i samlingene", "Skal, gjelder leverandøren", "waived",
     "Rådmannen fravek kravet for samling 6, sak 17/214.", "Vedtak", "1.5 Krav til programmet"),
)  # fmt: skip


def _thread(row: Row) -> SafeString | None:
    if row[0] != "1.4.3":
        return None
    facts = format_html_join(
        "",
        '<li{}>{}<a href="/kit/krav">{}</a><span>{}</span></li>',
        (
            (
                SafeString(" data-failing") if kind == "not_met" else "",
                status_html(kind, when),
                f"Samling {number}",
                place,
            )
            for number, (kind, when, place) in enumerate(
                (
                    ("met", "25.–26. jan.", "Røros"),
                    ("met", "1.–2. mars", "Røros"),
                    ("not_met", "13.–14. juni", "Trondheim"),
                ),
                1,
            )
        ),
    )
    return format_html(
        '<div class="ll-stops"><section><h2>Setningen</h2><p>«… at <mark>alle samlingene skal foregå i Røros</mark>, '
        'og ha fokus på praksisbasert kunnskap …»</p><p><a href="/kit/krav">Åpne dokumentet, 1.4</a></p></section>'
        "<section><h2>Regelen</h2><p>Hver samling må ha et sted i Røros kommune.</p>"
        '<p class="ll-muted">Ble «ikke oppfylt» 14. mars kl. 10.42, da samling 4 ble flyttet.</p></section>'
        '<section><h2>Faktaene</h2><ul class="ll-stops-facts">{}</ul><div class="ll-form-acts">'
        '<a class="ds-button" href="/kit/skjema">Flytt samling 4 til Røros</a> '
        '<a class="ds-link" href="/kit/krav">Be om unntak</a></div></section></div>',
        facts,
    )


def _with_verdict(kind: str) -> Callable[[Sequence[Row]], list[Row]]:
    return lambda rows: [row for row in rows if row[3] == kind]


MATRIX = Table(
    name="krav",
    title="Krav fra kravspesifikasjonen",
    columns=(
        Column("punkt", "Punkt", is_narrow=True),
        Column("krav", "Krav", at=1, under=2, is_row_head=True),
        Column("vurdering", "Vurdering", at=3, html=lambda row: status_html(row[3]), is_narrow=True),
        Column("fordi", "Fordi", at=4),
        Column("bevis", "Bevis", at=lambda row: row[5] or "Ingen ennå", url=lambda row: "/kit/krav" if row[5] else ""),
    ),
    filters=tuple(
        Filter(kind, word, _with_verdict(kind), status=kind)
        for kind, word in zip(
            VERDICTS,
            ("Oppfylt", "Ikke oppfylt", "I faresonen", "Ikke forfalt", "Kan ikke avgjøres", "Fraveket"),
            strict=True,
        )
    ),
    group=lambda row: str(row[6]),
    tone=lambda row: "open" if row[0] == "1.4.3" else "",
    detail=_thread,
)


def matrix(request: HttpRequest) -> HttpResponse:
    page = MATRIX.page(request.GET, rows=REQUIREMENTS, path=request.path)
    if page.is_download:
        return download(page)
    head = Head(
        "Lederutvikling 2016–2017",
        "40 krav fra kravspesifikasjonen. To er ikke oppfylt, tre er i faresonen.",
        crumbs=(Crumb("Krav", "/kit/krav"), Crumb("Lederutvikling 2016–2017")),
    )
    shares = Shares("Krav", tuple(zip(VERDICTS, (21, 2, 3, 9, 4, 1), strict=True)))
    return _shown(request, "matrix", head, "Utviklingskontoret", table=page, shares=shares)


class MoveGathering(WriteForm):
    layout = ("held_on", ("starts", "ends"), "place")

    held_on = WrittenDateField(label="Dato")
    starts = WrittenTimeField(label="Starter")
    ends = WrittenTimeField(label="Slutter", help_text="For eksempel 12.00")
    place = forms.CharField(
        label="Sted",
        help_text="Rom og adresse, eller en lenke til møtet.",
        max_length=200,
        error_messages={"required": "Skriv hvor deltakerne skal møte."},
    )
    reason = forms.ChoiceField(
        label="Hvorfor flyttes den?",
        choices=[("room", "Rommet er ikke ledig"), ("facilitator", "Fasilitator er forhindret")],
        widget=RadioCards,
    )
    levels = forms.ChoiceField(
        label="Hvor mange ledernivåer har dere?",
        choices=[
            ("2", Card("To nivåer", "Toppledelsen leder virksomhetene direkte.")),
            ("3", Card("Tre nivåer", "Et mellomnivå leder virksomheter eller avdelinger.")),
        ],
        widget=RadioCards,
    )
    unit = forms.ChoiceField(
        label="Enhet", choices=[("", "Velg enhet"), ("1", LONG), ("2", "Tasta skole")], required=False
    )
    groups = forms.MultipleChoiceField(
        label="Hvem skal ha beskjed?",
        choices=[("p", "Deltakerne"), ("l", "Lederne deres"), ("f", "Fasilitatorene")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    price = WrittenNumberField(label="Pris", help_text="Kroner uten mva., for eksempel 1 250,50.", places=2, least=0)
    note = forms.CharField(label="Melding til deltakerne", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    is_told = forms.BooleanField(label="Jeg har sagt fra til rommet", required=True)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error(
                "ends",
                FieldFault(
                    "Kl. 9.00 er før kl. 13.00. Samlingen skal vare 3 timer, altså til 16.00.",
                    summary="Sluttiden er før starttiden: skriv en senere tid",
                ),
            )
        return cleaned


def form(request: HttpRequest) -> HttpResponse:
    given = {"starts": "13.00", "ends": "9.00", "held_on": "31. april 2024", "reason": "room", "price": "tusen"}
    given["client_key"] = new_client_key()
    shown = MoveGathering(request.POST or given) if "feil" in request.GET or request.POST else MoveGathering()
    head = Head(
        "Flytt samling 3",
        "18 deltakere får ny invitasjon når du lagrer.",
        crumbs=(Crumb("Tilbud", "/kit"), Crumb("Teamledelse, vår 2024", "/kit/tabell"), Crumb("Flytt samling 3")),
    )
    return _shown(request, "form", head, "Kit", form=shown)


def parts(request: HttpRequest) -> HttpResponse:
    head = Head("Alle delene", f"Hver del av designsettet, også med lange navn som «{LONG}».")
    money = Bars(
        "Igjen under taket",
        (Bar("Coaching", 412_000, "412 000 kr"), Bar("Ledergrupper", 96_500, "96 500 kr"), Bar(LONG, 0, "0 kr")),
    )
    change = Bars("Endring", (Bar("Tydeligere roller", 0.4, "+0,4 (±0,3), 16 svar"),), most=5)
    charts = (
        Hours((HoursPart("Samling 1", 180, 105, "6. mars, 1 t 45 min", is_over=True), HoursPart("Samling 2", 90))),
        Seats(14, 18),
        Seats(120, 200),
        Queue(9, 23),
        money,
        change,
        intended_and_actual("Ledergruppeutvikling", intended=50, actual=14),
        Shares("Krav", tuple(zip(VERDICTS, (21, 2, 3, 9, 4, 1), strict=True))),
        Milestones(("Besluttet", "Utviklet"), ("done", "under_way")),
    )
    return _shown(
        request,
        "parts",
        head,
        "Kit",
        charts=charts,
        verdicts=VERDICTS,
        long=LONG,
        history=(
            (
                "Silje Aarrestad flyttet samling 3 fra 10. april til 17. april.",
                datetime(2024, 3, 12, 9, 14, tzinfo=UTC),
            ),
            ("Anne Lode la til materiell.", datetime(2024, 2, 1, 13, 0, tzinfo=UTC)),
        ),
        steps=("Kommunen", "Administrator", "Logo", "E-post", "Inviter", "Se over"),
    )


def nothing(request: HttpRequest) -> HttpResponse:
    page = PARTICIPANTS.page({}, rows=(), path=request.path)
    none = replace(PARTICIPANTS, name="ventende", title="Ventende").page(
        {"finn": "finnes ikke"}, rows=PEOPLE, path=request.path
    )
    head = Head(LONG, LONG + ". " + LONG, crumbs=(Crumb(LONG, "/kit"), Crumb(LONG)))
    return _shown(request, "nothing", head, "Kit", table=page, none=none)


def error(request: HttpRequest, status: int) -> HttpResponse:
    return error_page(request, status if status in ERROR_PAGES else 404)
