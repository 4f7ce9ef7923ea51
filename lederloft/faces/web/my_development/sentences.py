"""What the leader is told about where she stands: every page's lead sentence is an answer."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext, ngettext

from lederloft.domain.participation.api import EditionPage, Forecast, MyHours, Place, SeatState
from lederloft.faces.web.kit.charts import Hours, HoursPart
from lederloft.foundation.wording import api as wording


def greeting(name: str, at: datetime) -> str:
    """«God morgen, Ingrid», by the clock in Oslo."""
    words = gettext("God kveld") if at.hour >= 17 or at.hour < 5 else gettext("Hei")
    return f"{gettext('God morgen') if 5 <= at.hour < 10 else words}, {name.split(' ')[0]}"


def where_i_stand(hours: Sequence[MyHours], coming: int, queued: int) -> str:
    """One sentence that answers «er jeg i rute?»."""
    late = [h for h in hours if h.state == SeatState.SEATED and h.forecast == Forecast.CAN_NO_LONGER]
    if late:
        return gettext("Du når ikke lenger timene i {name}. Spør den som holder modulen om hva du kan gjøre.").format(
            name=late[0].module_name
        )
    if coming:
        left = ngettext("Én samling gjenstår.", "{count} samlinger gjenstår.", coming).format(
            count=wording.capitalised(wording.number_word(coming))
        )
        return gettext("Du er i rute.") + " " + left
    if queued:
        return gettext("Du står i kø. Du får beskjed når det blir en plass til deg.")
    if any(h.state == SeatState.COMPLETED for h in hours):
        return gettext("Du har fullført det du var med på.")
    lacking = unfinished(hours)
    if lacking:
        return gettext("Du mangler timer i {name}. Du kan melde deg på neste gang modulen holdes.").format(
            name=lacking[0].module_name
        )
    return gettext("Du er ikke påmeldt noe ennå. Under står det du kan bli med på.")


def unfinished(hours: Sequence[MyHours]) -> list[MyHours]:
    """Editions that ended without her hours, of modules she hasn't had or begun anew since."""
    again = {h.module_name for h in hours if h.state in {SeatState.SEATED, SeatState.COMPLETED}}
    return [h for h in hours if h.state == SeatState.NOT_COMPLETED and h.module_name not in again]


def hours_to_show(hours: Sequence[MyHours]) -> list[MyHours]:
    """What goes on, what lacks hours, and the latest that she completed."""
    lacking = unfinished(hours)
    completed = [h for h in hours if h.state == SeatState.COMPLETED][:1]
    return [h for h in hours if h.state == SeatState.SEATED or h in lacking or h in completed]


def hours_chart(page_parts: Sequence[tuple[int, datetime, int, int | None]]) -> Hours:
    """The hours bar of an edition from (number, starts_at, counted minutes, attended minutes or None)."""
    parts = []
    for number, starts_at, counted, attended in page_parts:
        note = wording.long_date(starts_at, year=False)
        if attended:
            note = f"{note}, {wording.duration(attended)}"
        parts.append(
            HoursPart(
                gettext("Samling {number}").format(number=number),
                counted,
                attended or 0,
                note,
                is_over=attended is not None,
            )
        )
    return Hours(tuple(parts))


def seats_heading(page: EditionPage) -> str:
    """The loud card's heading on an edition."""
    place = page.my_place
    if place is not None and place.state == SeatState.QUEUED:
        return gettext("Du står som nummer {position} i køen").format(position=place.queue_position)
    if place is not None and place.state == SeatState.COMPLETED:
        return gettext("Du har fullført")
    if place is not None:
        return gettext("Du har plass nummer {number}").format(number=place.seat_number)
    if not page.is_sign_up_open:
        return gettext("Påmeldingen er ikke åpen")
    if page.seats.free and not page.seats.queued:
        return ngettext("Én ledig plass", "{count} ledige plasser", page.seats.free).format(count=page.seats.free)
    return gettext("Alle plassene er tatt")


def what_happens(page: EditionPage) -> list[tuple[str, str]]:
    """The consequence before the press: (icon, sentence)."""
    count = len([g for g in page.gatherings if g.state != "cancelled"])
    closes = wording.deadline(page.edition.sign_up_closes_at)
    if page.seats.free and not page.seats.queued:
        return [
            ("PersonCircle", gettext("Du får plass med en gang.")),
            (
                "Calendar",
                ngettext(
                    "Én invitasjon kommer i kalenderen din.", "{count} invitasjoner kommer i kalenderen din.", count
                ).format(count=wording.capitalised(wording.number_word(count))),
            ),
            ("ArrowUndo", gettext("Du kan gi fra deg plassen når som helst.")),
        ]
    return [
        (
            "PersonCircle",
            gettext("Du får plass nummer {position} i køen med en gang.").format(position=page.seats.next_in_line),
        ),
        ("Clock", gettext("Køen følger tiden dere melder dere på. Påmeldingen stenger {at}.").format(at=closes)),
        ("Chat", gettext("Blir en plass ledig, får du den og en beskjed når du står først.")),
    ]


def _goes_to_the_next(page: EditionPage) -> bool:
    """Whether somebody gets her seat at once: as long as seats are given the queue moves."""
    return page.seats.queued > 0 and page.gives_seats


def giving_up_heading(page: EditionPage) -> str:
    """The consequence, where the eye falls first."""
    if page.my_place is not None and page.my_place.state == SeatState.QUEUED:
        return gettext("Du mister plassen i køen når du trykker")
    if _goes_to_the_next(page):
        return gettext("Den som står først i køen, får plassen din")
    return gettext("Plassen din blir ledig når du trykker")


def giving_up_lead(page: EditionPage) -> str:
    """What it is about, and how many want it."""
    queued = page.seats.queued
    if page.my_place is not None and page.my_place.state == SeatState.QUEUED:
        words = gettext("Du står som nummer {position} av {count} i køen til {name}.")
        return words.format(position=page.my_place.queue_position, count=queued, name=page.edition.title)
    if _goes_to_the_next(page):
        words = ngettext("Én står i kø til {name}.", "{count} står i kø til {name}.", queued)
        return words.format(count=wording.capitalised(wording.number_word(queued)), name=page.edition.title)
    return gettext("Det gjelder plassen din i {name}.").format(name=page.edition.title)


def giving_up(page: EditionPage) -> list[str]:
    """What happens on the press, and whether there is a way back."""
    if page.my_place is not None and page.my_place.state == SeatState.QUEUED:
        return [gettext("Vil du ha plass senere, stiller du deg bakerst i køen.")]
    gone = gettext("Samlingene som kommer, forsvinner fra kalenderen din.")
    if _goes_to_the_next(page):
        first = gettext("Plassen går videre med en gang. Den neste får beskjed og invitasjoner i kalenderen sin.")
        return [first, gone, gettext("Angrer du, stiller du deg bakerst i køen.")]
    return [gone, gettext("Angrer du, kan du melde deg på igjen så lenge påmeldingen er åpen og det er plass.")]


def rule(place: Place) -> str:
    """Why she has the place she has."""
    return wording.sentence(place.rule.msgid, signed_up_at=place.signed_up_at)
