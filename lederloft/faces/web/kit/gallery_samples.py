"""Synthetic rows, tables and a form for the show page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lederloft.faces.web.kit.charts import minutes_bar
from lederloft.faces.web.kit.fields import FieldFault, WrittenDateField, WrittenNumberField, WrittenTimeField
from lederloft.faces.web.kit.forms import Card, RadioCards, WriteForm
from lederloft.faces.web.kit.status import VERDICTS, status_html
from lederloft.faces.web.kit.table import Column, Empty, Filter, Pick, Row, Table

LONG = "Virksomhetsleder for helse- og omsorgsinstitusjonstjenesteutviklingsavdelingen på Madla og Kvernevik"

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
