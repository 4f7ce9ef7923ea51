"""The show page: every part of the kit with synthetic people, for eyes and for the browser tests.

Mounted at /kit by the local and test settings only.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
)
from lederloft.faces.web.kit.chrome import Action, Chrome, Contact, Crumb, Fact, Head, Place, colour_scheme
from lederloft.faces.web.kit.client_keys import new_client_key
from lederloft.faces.web.kit.error_pages import ERROR_PAGES, error_page
from lederloft.faces.web.kit.gallery_samples import LONG, MATRIX, PARTICIPANTS, PEOPLE, REQUIREMENTS, MoveGathering
from lederloft.faces.web.kit.status import VERDICTS
from lederloft.faces.web.kit.table_files import download

ROOMS = (
    Place("Min utvikling", "/kit"),
    Place("Utviklingskontoret", "/kit/kontor"),
    Place("Kit", "/kit/deler"),
)


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
