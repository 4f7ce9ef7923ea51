"""One place in an edition: signing somebody up, seeing what is registered, giving up for somebody."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation import api as organisation
from lederloft.domain.organisation.api import PersonLine
from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceKind, Participant, RunEdition, SeatState
from lederloft.domain.programmes.api import ENDED, GatheringShown, GatheringState
from lederloft.faces.web.development_office.choosing import found_in, search_context
from lederloft.faces.web.development_office.editions import (
    OfEdition,
    edition_crumbs,
    edition_url,
)
from lederloft.faces.web.development_office.forms.editions import people_choices
from lederloft.faces.web.development_office.participants import forecast_of, verdicts_of_the_well
from lederloft.faces.web.development_office.room import Confirm, Context, RoomForm, form_context
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.forms import WriteForm
from lederloft.faces.web.kit.status import status_html
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module


class SignUpForm(WriteForm):
    """Whom to sign up."""

    person_id = forms.TypedChoiceField(label=_("Hvem skal meldes på?"), coerce=int, choices=())

    def __init__(self, *args: Any, people: Sequence[PersonLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person_id"]
        field.error_messages["required"] = gettext("Velg den som skal meldes på.")
        if isinstance(field, forms.ChoiceField):
            field.choices = people_choices(people)


class SignUp(OfEdition, RoomForm):
    """Sign up somebody on her behalf."""

    form_class = SignUpForm
    template_name = "development_office/sign_up.html"

    @cached_property
    def there(self) -> tuple[list[int], list[int]]:
        """Those on a seat, and those in the queue."""
        return participation.list_person_ids(self.edition.edition_id)

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """Leaders who aren't in it, those found by the name searched for; everybody when it is asked for."""
        there, today = {person_id for ids in self.there for person_id in ids}, clock.today()
        people = organisation.list_people(acting=self.acting, on=today)
        leaders = organisation.list_leader_ids(on=today)
        found = found_in(people, asked=self.request.GET, likely=leaders)
        return {"people": [person for person in found if person.person_id not in there]}

    def read(self, **kwargs: object) -> Context:
        """The consequence: a seat or a place in the queue."""
        edition = self.edition
        seats = participation.Seats(edition.capacity, *(len(ids) for ids in self.there))
        if seats.free and not seats.queued:
            lead = ngettext(
                "Én plass er ledig. Den du melder på, får den med en gang.",
                "{count} plasser er ledige. Den du melder på, får plass med en gang.",
                seats.free,
            ).format(count=wording.capitalised(wording.number_word(seats.free)))
            consequences = [
                gettext("Samlingene kommer i kalenderen til den du melder på."),
                gettext("Den du melder på, får e-post om det nå."),
            ]
        else:
            lead = gettext("Alle plassene er tatt. Den du melder på, blir nummer {position} i køen.").format(
                position=seats.next_in_line
            )
            consequences = [
                gettext("Den du melder på, får e-post om køplassen nå."),
                gettext("Blir en plass ledig, går den til den som står først."),
            ]
        return {
            "head": Head(
                gettext("Meld på en leder"), lead, crumbs=edition_crumbs(edition, gettext("Meld på en leder"))
            ),
            **form_context(
                button=gettext("Meld på og send beskjed"),
                back_url=edition_url(edition.edition_key),
                consequences=consequences,
            ),
            **search_context(
                self.request.GET, fewer=gettext("Vis bare ledere"), more=gettext("Vis også andre enn ledere")
            ),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Sign up, say what came of it."""
        edition = self.edition
        person_id = form.cleaned_data["person_id"]
        place = deliver_a_module.sign_up(edition.edition_id, person_id=person_id, acting=acting)
        with self.scope():
            name = organisation.person_names([person_id]).get(person_id, "")
        if place.state == SeatState.QUEUED:
            said = gettext("{name} er nummer {position} i køen.").format(name=name, position=place.queue_position)
        else:
            said = gettext("{name} har fått plass nummer {number}.").format(name=name, number=place.seat_number)
        self.say(said)
        return edition_url(edition.edition_key)


class SeatView(Confirm):
    """One participant: what is registered, and taking her off the list."""

    template_name = "development_office/seat.html"

    def read(self, **kwargs: object) -> Context:
        """Raises NotFound, also when the place is no longer one."""
        run = participation.get_run_edition(str(kwargs["key"]), acting=self.acting)
        row, edition = self._row(run), run.edition
        is_queued = row.state == SeatState.QUEUED
        kind, word, note = forecast_of(row, verdicts_of_the_well())
        return {
            "head": Head(
                row.name,
                gettext("Nummer {position} i køen.").format(position=row.queue_position)
                if is_queued
                else gettext("Plass {number}. {reached} av {required} timer er registrert.").format(
                    number=row.seat_number,
                    reached=wording.hours(row.minutes),
                    required=wording.hours(edition.required_minutes),
                ),
                crumbs=edition_crumbs(edition, row.name),
            ),
            "row": row,
            "shown": row.state,
            "status": status_html(kind, word, note),
            "gatherings": [] if is_queued else [(g, _in_words(row, g)) for g in run.live_gatherings],
            "history_url": reverse("history", args=["plass", row.seat_key]),
            "can_give_up": row.state in {SeatState.QUEUED, SeatState.SEATED} and edition.state not in ENDED,
            "heading": self._heading(row, run),
            **form_context(
                button=gettext("Ta ut av køen") if is_queued else gettext("Meld av og send beskjed"),
                back_url=edition_url(edition.edition_key),
                back_label=gettext("Tilbake til deltakerne"),
                consequences=[] if is_queued else [gettext("Samlingene forsvinner fra kalenderen.")],
                is_grave=True,
            ),
        }

    def _row(self, run: RunEdition) -> Participant:
        for row in run.rows:
            if row.seat_key == self.kwargs["seat"]:
                return row
        raise NotFound

    def _heading(self, row: Participant, run: RunEdition) -> str:
        if row.state == SeatState.QUEUED:
            return gettext("{name} mister plassen i køen når du trykker").format(name=row.name)
        first = next((one for one in run.rows if one.state == SeatState.QUEUED), None)
        if first is not None and run.gives_seats:
            return gettext("{name} får plassen når du melder av").format(name=first.name)
        return gettext("Plassen blir ledig når du melder av")

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Give up for her what the page showed, the seat or the place in the queue."""
        with self.scope():
            row = self._row(participation.get_run_edition(kwargs["key"], acting=acting))
        gave_up = deliver_a_module.give_up_a_seat(row.seat_id, shown=self.request.POST.get("shown", ""), acting=acting)
        said = gettext("{name} er meldt av.").format(name=row.name)
        if gave_up.moved_up:
            said += " " + gettext("Den som sto først i køen, har fått plassen.")
        self.say(said)
        return edition_url(kwargs["key"])


def _in_words(row: Participant, gathering: GatheringShown) -> tuple[str, str]:
    """The status and the words of one gathering for one person."""
    found: tuple[AttendanceKind, int] | None = row.attendance.get(gathering.gathering_id)
    if found is None:
        if gathering.state == GatheringState.HELD:
            return "unknown", gettext("Ikke registrert ennå")
        return "coming", gettext("Kommer")
    kind, minutes = found
    if kind == AttendanceKind.ABSENT:
        return "stopped", gettext("Forhindret")
    return "done", wording.duration(minutes)
