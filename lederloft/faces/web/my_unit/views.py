"""Min enhet: how my leaders take part, in numbers, and who stands in for me."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext

from lederloft.domain.organisation import api as organisation
from lederloft.domain.participation import api as participation
from lederloft.faces.web.kit.chrome import Action, Crumb, Head, Place
from lederloft.faces.web.kit.pages import ActPage, FormPage, Page
from lederloft.faces.web.my_unit.forms import StandInForm
from lederloft.faces.web.my_unit.sentences import say_taking_part
from lederloft.foundation.access import api as access
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_, DomainError, NotFound
from lederloft.foundation.wording import api as wording


class NobodyWithThatAddress(DomainError):
    """Nobody with an account in the municipality signs in with the address written."""

    code = "my_unit.nobody_with_that_address"
    message = N_("Ingen hos dere logger inn med denne adressen. Sjekk skrivemåten, eller be IT invitere personen.")
    field = "stand_in"


class _Room(Page):
    """What the pages of the room share: whom they are for, and the bar."""

    roles = frozenset({Role.UNIT_HEAD, Role.BUDGET_HOLDER})
    room = N_("Min enhet")

    def places(self) -> Sequence[Place]:
        """The bar, with the place one stands in marked."""
        found = [
            (gettext("Oversikt"), reverse("my_unit:overview")),
            (gettext("Stedfortreder"), reverse("my_unit:stand_ins")),
        ]
        return [Place(label, url, is_current=self.request.path == url) for label, url in found]


class Overview(_Room):
    """Seats and hours of my leaders, without names."""

    template_name = "my_unit/overview.html"

    def read(self, **kwargs: object) -> Mapping[str, object]:
        """Counts from the units she heads; nobody's hours or place is told."""
        numbers, editions = participation.get_unit_numbers(acting=self.acting)
        return {
            "head": Head(
                gettext("Lederne dine"),
                say_taking_part(numbers.leaders, with_seat=numbers.with_seat, with_held=numbers.with_held),
                action=Action(gettext("Velg stedfortreder"), reverse("my_unit:stand_ins")),
            ),
            "numbers": numbers,
            "editions": editions,
        }


class StandIns(FormPage, _Room):
    """Name a stand-in for a period, and see those named."""

    template_name = "my_unit/stand_ins.html"
    form_class = StandInForm

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """Those she has named herself, the twenty newest, and who acts for her today."""
        named = access.list_stand_ins(self.acting.signed_in())
        today = clock.today()
        now = next((s for s in named if s.valid_from <= today <= s.valid_to), None)
        names = organisation.account_names([s.stand_in_account_id for s in named])
        lead = (
            gettext("{name} handler på dine vegne til og med {day}.").format(
                name=names.get(now.stand_in_account_id, gettext("En kollega")), day=wording.long_date(now.valid_to)
            )
            if now
            else gettext("Ingen handler på dine vegne nå.")
        )
        title = gettext("Stedfortreder")
        return {
            "head": Head(title, lead, crumbs=(Crumb(gettext("Min enhet"), reverse("my_unit:overview")), Crumb(title))),
            "rows": [
                (s, names.get(s.stand_in_account_id, gettext("En kollega")), today <= s.valid_to) for s in named[:20]
            ],
        }

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """The address must be an account's here; the act itself asks whether the period is possible."""
        data = form.cleaned_data
        with self.scope():
            account_id = access.account_id_by_email(data["stand_in"])
        if account_id is None:
            raise NobodyWithThatAddress
        access.name_stand_in(
            acting.signed_in(),
            stand_in_account_id=account_id,
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            acting=acting,
        )
        messages.success(self.request, gettext("Stedfortrederen er valgt, og kan handle på dine vegne i perioden."))
        return reverse("my_unit:stand_ins")


class EndStandIn(ActPage, _Room):
    """End a stand-in's period now."""

    def act(self, acting: Acting, **kwargs: object) -> str:
        """Looked up among those she has named herself: anybody else's is NotFound."""
        with self.scope():
            mine = access.list_stand_ins(acting.signed_in())
        found = next((s for s in mine if s.public_key == kwargs["key"]), None)
        if found is None:
            raise NotFound
        access.end_stand_in(found.stand_in_id, acting=acting)
        messages.success(self.request, gettext("Perioden er avsluttet."))
        return reverse("my_unit:stand_ins")
