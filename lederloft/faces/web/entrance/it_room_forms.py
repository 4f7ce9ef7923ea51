"""IT's forms about people: roles with reach and period, stand-ins, several invitations at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation.api import UnitLine
from lederloft.faces.web.entrance.forms import AddressField
from lederloft.faces.web.entrance.set_up_forms import InvitePeopleForm
from lederloft.faces.web.kit.fields import FieldFault, WrittenDateField
from lederloft.faces.web.kit.forms import WriteForm
from lederloft.faces.web.kit.roles import ROLE_CHOICES, role_name
from lederloft.foundation.access.api import MAY_REACH, usual_reach
from lederloft.foundation.acting.values import Role, ScopeKind

_USUAL = ""


class ReachForm(WriteForm):
    """A role and how far it reaches: as usual, or a unit and those below it."""

    def __init__(self, *args: Any, units: Sequence[UnitLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit_ids = {unit.public_key: unit.unit_id for unit in units}
        self.fields["role"] = forms.ChoiceField(label=_("Rolle"), choices=ROLE_CHOICES)
        self.fields["reach"] = forms.ChoiceField(
            label=_("Hva gjelder rollen for?"),
            help_text=_("Enhetsleder, budsjettansvarlig og tillitsvalgt kan gjelde en enhet og dem under den."),
            choices=[
                (_USUAL, _("Det som er vanlig for rollen")),
                *((unit.public_key, f"{'– ' * unit.depth}{unit.name}") for unit in units),
            ],
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Only some roles stop at a unit."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("reach") and "role" in data and ScopeKind.UNIT not in MAY_REACH[Role(data["role"])]:
            said = gettext("Rollen {role} kan ikke gjelde en enhet. Velg det som er vanlig for rollen.")
            self.add_error("reach", FieldFault(said.format(role=role_name(Role(data["role"])))))
        return data

    @property
    def chosen_role(self) -> Role:
        """The chosen role."""
        return Role(self.cleaned_data["role"])

    @property
    def scope(self) -> tuple[ScopeKind, int | None]:
        """Its reach, as access knows it."""
        key = self.cleaned_data["reach"]
        return (ScopeKind.UNIT, self.unit_ids[key]) if key else (usual_reach(self.chosen_role), None)


class GrantForm(ReachForm):
    """Give an account a role for a period."""

    act = _("gi rollen")
    layout = ("role", "reach", ("valid_from", "valid_to"))
    valid_from = WrittenDateField(label=_("Fra og med"))
    valid_to = WrittenDateField(
        label=_("Til og med"), required=False, help_text=_("La feltet stå tomt når rollen ikke har noen siste dag.")
    )


class InviteSeveralForm(ReachForm, InvitePeopleForm):
    """Invite several people to one role."""

    layout = ("people", "role", "reach")


class AccountStandInForm(WriteForm):
    """Who acts for the account, and when. No reason is asked."""

    act = _("velge stedfortreder")
    layout = ("stand_in", ("valid_from", "valid_to"))
    stand_in = AddressField(
        label=_("E-postadressen til stedfortrederen"),
        help_text=_("Den hun eller han logger inn med."),
        error_messages={"required": _("Skriv e-postadressen til stedfortrederen.")},
    )
    valid_from = WrittenDateField(label=_("Fra og med"))
    valid_to = WrittenDateField(label=_("Til og med"))
