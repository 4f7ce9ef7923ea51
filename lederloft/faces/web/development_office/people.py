"""People: the list, one person with her posts, and the forms that add, change and end."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation import api as organisation
from lederloft.domain.organisation.api import Held, PersonLine
from lederloft.faces.web.development_office.forms.organisation import LastDayForm, PersonForm
from lederloft.faces.web.development_office.room import Context, RoomForm, form_context
from lederloft.faces.web.development_office.units import OrganisationPage, organisation_crumbs, organisation_links
from lederloft.faces.web.kit.chrome import Action, Head
from lederloft.faces.web.kit.table import Column, Empty, Row, Table
from lederloft.faces.web.kit.table_files import download
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.wording import api as wording


def person_url(key: str, page: str = "person") -> str:
    """A person's own page, or one under it."""
    return reverse(f"development_office:{page}", args=[key])


PEOPLE = Table(
    name="personer",
    title=_("Personer"),
    columns=(
        Column("navn", _("Navn"), at=1, is_row_head=True, order=True, url=lambda row: person_url(row[0])),
        Column("stilling", _("Stilling"), at=2, order=True),
        Column("enhet", _("Enhet"), at=3, order=True),
        Column("epost", _("E-post"), at=4, order=True),
    ),
    search=True,
    empty=Empty(_("Ingen personer ennå"), _("Legg inn lederne først. Da kan de meldes på og få invitasjoner.")),
)


class People(OrganisationPage):
    """Everybody who hasn't left."""

    template_name = "development_office/people.html"

    def read(self, **kwargs: object) -> Context | HttpResponse:
        """Everybody of today, each with the first of her posts. Three queries."""
        today = clock.today()
        first: dict[int, Held] = {}
        for one in organisation.list_held(acting=self.acting, on=today):
            first.setdefault(one.person_id, one)
        rows: list[Row] = []
        for person in organisation.list_people(acting=self.acting, on=today):
            held = first.get(person.person_id)
            title, unit = (held.title, held.unit_name) if held else ("", "")
            rows.append((person.public_key, person.name, title, unit, person.email))
        page = self.listed(PEOPLE, rows=rows)
        if page.is_download:
            return download(page)
        without = sum(1 for row in rows if not row[2])
        lead = ngettext("Én person.", "{count} personer.", len(rows)).format(count=len(rows))
        if without:
            lead += " " + ngettext("Én har ingen stilling i dag.", "{count} har ingen stilling i dag.", without).format(
                count=wording.capitalised(wording.number_word(without))
            )
        action = Action(gettext("Legg til en person"), reverse("development_office:new_person"))
        return {
            "head": Head(gettext("Personer"), lead, action=action, links=organisation_links("people")),
            "table": page,
        }


class Person(OrganisationPage):
    """One person with her posts."""

    template_name = "development_office/person.html"

    def read(self, **kwargs: object) -> Context:
        """Her posts, those past and planned too; NotFound for somebody unknown here. Three queries."""
        today = clock.today()
        person = organisation.get_person(str(kwargs["key"]), acting=self.acting)
        held = organisation.list_appointments(person.person_id, on=today)
        now = [one for one in held if one.period.valid_from <= today and not _is_over(one)]
        if person.left_on is not None:
            lead = gettext("Siste dag er {on}.").format(on=wording.long_date(person.left_on))
        elif now:
            posts = wording.join(f"{one.title}, {one.unit_name}" for one in now)
            lead = gettext("{posts}.").format(posts=posts)
        else:
            lead = gettext("Har ingen stilling i dag.")
        return {
            "head": Head(
                person.name,
                lead,
                crumbs=organisation_crumbs(
                    (gettext("Personer"), reverse("development_office:people")), here=person.name
                ),
            ),
            "person": person,
            "held": [(one, not _is_over(one)) for one in reversed(held)],
        }


def _is_over(one: Held) -> bool:
    return one.period.valid_to is not None and one.period.valid_to < clock.today()


class NewPerson(OrganisationPage, RoomForm):
    """Add a person."""

    form_class = PersonForm

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        title, back = gettext("Legg til en person"), reverse("development_office:people")
        return {
            "head": Head(
                title,
                gettext("Navnet må være på plass. Stilling gir du etterpå, fra enheten."),
                crumbs=organisation_crumbs((gettext("Personer"), back), here=title),
            ),
            **form_context(
                button=gettext("Legg til personen"),
                back_url=back,
                consequences=[
                    gettext("Personen kan meldes på og få invitasjoner."),
                    gettext("Innlogging kommer med en invitasjon fra IT."),
                    gettext("Fødselsnummer lagres aldri."),
                ],
            ),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Add, show her."""
        made = organisation.add_person(form.cleaned_data["name"], email=form.cleaned_data["email"], acting=acting)
        self.say(gettext("Personen er lagt til."))
        return person_url(made.public_key)


class _OfPerson(OrganisationPage, RoomForm):
    """A form about a person."""

    @cached_property
    def person(self) -> PersonLine:
        """The person in the address; raises NotFound."""
        with self.scope():
            return organisation.get_person(self.kwargs["key"], acting=self.acting)

    def page(self, title: str, lead: str, button: str) -> Context:
        """The page around the form."""
        back = person_url(self.person.public_key)
        return {
            "head": Head(title, lead, crumbs=organisation_crumbs((self.person.name, back), here=title)),
            **form_context(button=button, back_url=back),
        }


class ChangePerson(_OfPerson):
    """Write name and address anew."""

    form_class = PersonForm

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """As they are."""
        return {"initial": {"name": self.person.name, "email": self.person.email}}

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        lead = gettext("Adressen personen logger inn med, endres ikke av dette.")
        return self.page(gettext("Endre {name}").format(name=self.person.name), lead, gettext("Lagre endringene"))

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Change, show her."""
        organisation.change_person(
            self.person.person_id, name=form.cleaned_data["name"], email=form.cleaned_data["email"], acting=acting
        )
        self.say(gettext("Endringene er lagret."))
        return person_url(self.person.public_key)


class Leave(_OfPerson):
    """Her last day."""

    form_class = LastDayForm

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        lead = gettext("Stillingene slutter samme dag. Vi spør ikke hvorfor.")
        return self.page(gettext("Når slutter {name}?").format(name=self.person.name), lead, gettext("Lagre siste dag"))

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Register, show her."""
        organisation.register_leaving(self.person.person_id, on=form.cleaned_data["on"], acting=acting)
        self.say(gettext("Siste dag er lagret."))
        return person_url(self.person.public_key)


class EndAppointment(_OfPerson):
    """The last day in a post."""

    form_class = LastDayForm
    field_names = {"valid_to": "on"}

    @cached_property
    def held(self) -> Held:
        """The appointment in the address, hers; raises NotFound."""
        with self.scope():
            for one in organisation.list_appointments(self.person.person_id, on=clock.today()):
                if one.appointment_key == self.kwargs["appointment"]:
                    return one
        raise NotFound

    def read(self, **kwargs: object) -> Context:
        """The page around the form."""
        lead = gettext("{title}, {unit}. Stillingen blir ledig dagen etter.").format(
            title=self.held.title, unit=self.held.unit_name
        )
        title = gettext("Når er {name} ute av stillingen?").format(name=self.person.name)
        return self.page(title, lead, gettext("Lagre siste dag"))

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """End it, show her."""
        organisation.end_appointment(self.held.appointment_id, on=form.cleaned_data["on"], acting=acting)
        self.say(gettext("Siste dag i stillingen er lagret."))
        return person_url(self.person.public_key)
