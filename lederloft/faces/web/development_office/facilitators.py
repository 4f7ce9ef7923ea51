"""Who leads an edition, or single gatherings of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BaseForm
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation import api as organisation
from lederloft.domain.organisation.api import PersonLine
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import ENDED, GatheringShown, GatheringState
from lederloft.faces.web.development_office.choosing import found_in, search_context
from lederloft.faces.web.development_office.editions import OfEdition, edition_crumbs, edition_links, edition_url
from lederloft.faces.web.development_office.forms.editions import people_choices
from lederloft.faces.web.development_office.room import Context, RoomForm, form_context
from lederloft.faces.web.kit.chrome import Head
from lederloft.faces.web.kit.forms import WriteForm
from lederloft.faces.web.kit.pages import ActPage
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module import api as deliver_a_module


class AssignForm(WriteForm):
    """Whom, and to what."""

    act = _("legge til")
    person_id = forms.TypedChoiceField(label=_("Hvem skal holde den?"), coerce=int, choices=())
    gathering_id = forms.TypedChoiceField(
        label=_("Hva skal personen holde?"), coerce=int, empty_value=None, required=False, choices=()
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[PersonLine] = (),
        gatherings: Sequence[GatheringShown] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        person, gathering = self.fields["person_id"], self.fields["gathering_id"]
        person.error_messages["required"] = gettext("Velg en person fra listen.")
        if isinstance(person, forms.ChoiceField):
            person.choices = people_choices(people)
        if isinstance(gathering, forms.ChoiceField):
            single = [
                (str(g.gathering_id), gettext("Bare samling {number}").format(number=g.number)) for g in gatherings
            ]
            gathering.choices = [("", gettext("Alle samlingene")), *single]


class Facilitators(OfEdition, RoomForm):
    """Those who lead, and a form to add one."""

    form_class = AssignForm
    template_name = "development_office/facilitators.html"

    @cached_property
    def gatherings(self) -> list[GatheringShown]:
        """The edition's gatherings. Inside the scope."""
        return programmes.list_gatherings(self.edition.edition_id)

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """The people and the gatherings to choose from."""
        people = organisation.list_people(acting=self.acting, on=clock.today(), asked=programmes.HOLDERS)
        likely = {person.person_id for person in people if person.holds}
        return {
            "people": found_in(people, asked=self.request.GET, likely=likely),
            "gatherings": [g for g in self.gatherings if g.state == GatheringState.PLANNED],
        }

    def read(self, **kwargs: object) -> Context:
        """Who leads now."""
        edition = self.edition
        numbers = {g.gathering_id: g.number for g in self.gatherings}
        found = programmes.list_facilitators(edition.edition_id)
        names = list(dict.fromkeys(one.name for one in found))
        lead = (
            gettext("{names} holder modulen.").format(names=wording.join(names))
            if 0 < len(names) <= 4
            else gettext("{count} holder modulen.").format(count=len(names))
            if names
            else gettext("Ingen er satt opp til å holde modulen ennå.")
        )
        return {
            "head": Head(
                edition.title,
                lead,
                crumbs=edition_crumbs(edition),
                links=edition_links(edition.edition_key, "facilitators"),
            ),
            "facilitators": [(one, numbers.get(one.gathering_id or 0)) for one in found],
            "edition": edition,
            "can_change": edition.state not in ENDED,
            **search_context(
                self.request.GET,
                fewer=gettext("Vis bare dem som kan registrere oppmøte"),
                more=gettext("Vis også andre"),
            ),
            **form_context(
                button=gettext("Legg til"),
                back_url=edition_url(edition.edition_key),
                consequences=[
                    gettext("Når gjennomføringen er åpen, kommer samlingene i kalenderen til den du legger til."),
                    gettext("Personen kan registrere oppmøte når hun eller han har rollen som fasilitator."),
                ],
            ),
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Assign, show all."""
        edition = self.edition
        is_new = deliver_a_module.assign_a_facilitator(
            edition.edition_id,
            person_id=form.cleaned_data["person_id"],
            gathering_id=form.cleaned_data["gathering_id"],
            acting=acting,
        )
        self.say(gettext("Fasilitatoren er lagt til.") if is_new else gettext("Personen sto der fra før."))
        return edition_url(edition.edition_key, "facilitators")


class ReleaseFacilitator(OfEdition, ActPage):
    """The press of «Ta bort»."""

    def act(self, acting: Acting, **kwargs: object) -> str:
        """Release, show all."""
        edition = self.edition
        person_id, gathering_id = (self._number(name) for name in ("person_id", "gathering_id"))
        if person_id is None:
            raise NotFound
        deliver_a_module.release_a_facilitator(
            edition.edition_id, person_id=person_id, gathering_id=gathering_id, acting=acting
        )
        messages.success(self.request, gettext("Fasilitatoren er tatt bort."))
        return self.back(**kwargs)

    def _number(self, name: str) -> int | None:
        written = self.request.POST.get(name, "")
        return int(written) if written.isascii() and written.isdigit() and len(written) <= 18 else None

    def back(self, **kwargs: object) -> str:
        """Those who lead."""
        return edition_url(str(kwargs["key"]), "facilitators")
