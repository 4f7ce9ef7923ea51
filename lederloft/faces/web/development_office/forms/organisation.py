"""Forms about units, people, posts and appointments."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation.api import AppointmentKind, LevelLine, PersonLine, UnitKind, UnitLine
from lederloft.faces.web.development_office.forms.editions import people_choices
from lederloft.faces.web.kit.fields import WrittenDateField
from lederloft.faces.web.kit.forms import Card, RadioCards, WriteForm
from lederloft.foundation.clock import api as clock


def unit_choices(units: Sequence[UnitLine]) -> list[tuple[str, str]]:
    """Units with their place in the tree."""
    return [("", gettext("Velg en enhet")), *((str(u.unit_id), " / ".join(u.path[-2:])) for u in units)]


class FromDay(WriteForm):
    """Something that holds from a day on; today unless told."""

    on = WrittenDateField(label=_("Fra og med"), initial=clock.today)


class NewUnitForm(FromDay):
    """A unit under another."""

    layout = ("name", "kind", "on")
    name = forms.CharField(label=_("Navn på enheten"))
    kind = forms.ChoiceField(
        label=_("Hva slags enhet?"),
        choices=[
            (UnitKind.LINE.value, Card(_("Linje"), _("Gir tjenester til innbyggerne."))),
            (UnitKind.STAFF.value, Card(_("Stab"), _("Støtter resten av kommunen."))),
        ],
        widget=RadioCards,
        initial=UnitKind.LINE.value,
    )


class RenameUnitForm(FromDay):
    """A unit's new name."""

    layout = ("name", "on")
    name = forms.CharField(label=_("Nytt navn"))


class MoveUnitForm(FromDay):
    """A unit's new place."""

    layout = ("parent", "on")
    parent = forms.TypedChoiceField(label=_("Skal ligge under"), coerce=int, choices=())

    def __init__(self, *args: Any, units: Sequence[UnitLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        if isinstance(field, forms.ChoiceField):
            field.choices = unit_choices(units)


class LastDayForm(WriteForm):
    """The last day of something."""

    on = WrittenDateField(label=_("Siste dag"), initial=clock.today)


class PersonForm(WriteForm):
    """A person's name and address."""

    name = forms.CharField(label=_("Navn"))
    email = forms.CharField(label=_("E-post"), required=False, help_text=_("Dit går invitasjoner og beskjeder."))


class PostForm(FromDay):
    """A post in a unit."""

    layout = ("title", "level", "is_unit_head", "on")
    title = forms.CharField(label=_("Stillingstittel"), help_text=_("For eksempel Virksomhetsleder."))
    level = forms.TypedChoiceField(
        label=_("Ledernivå"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=(),
        help_text=_("Med ledernivå er den som har stillingen, leder."),
    )
    is_unit_head = forms.BooleanField(label=_("Leder enheten"), required=False)

    def __init__(self, *args: Any, levels: Sequence[LevelLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        if isinstance(field, forms.ChoiceField):
            none = ("", gettext("Ikke lederstilling"))
            field.choices = [none, *((str(level.level_id), level.name) for level in levels)]


class AppointForm(WriteForm):
    """Who gets a post, and from when."""

    layout = ("person", "kind", ("valid_from", "valid_to"))
    person = forms.TypedChoiceField(label=_("Hvem?"), coerce=int, choices=())
    kind = forms.ChoiceField(
        label=_("Hvordan?"),
        choices=[
            (AppointmentKind.PERMANENT.value, Card(_("Fast"), _("Har stillingen alene."))),
            (AppointmentKind.ACTING.value, Card(_("Konstituert"), _("Ved siden av eller i stedet for den faste."))),
        ],
        widget=RadioCards,
        initial=AppointmentKind.PERMANENT.value,
    )
    valid_from = WrittenDateField(label=_("Fra og med"), initial=clock.today)
    valid_to = WrittenDateField(
        label=_("Til og med"), required=False, help_text=_("La stå tomt når det ikke er bestemt.")
    )

    def __init__(self, *args: Any, people: Sequence[PersonLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        field.error_messages["required"] = gettext("Velg en person fra listen.")
        if isinstance(field, forms.ChoiceField):
            field.choices = people_choices(people)
