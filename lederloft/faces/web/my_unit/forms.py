"""Who acts on my behalf, and when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lederloft.faces.web.kit.fields import WrittenDateField
from lederloft.faces.web.kit.forms import WriteForm


class StandInForm(WriteForm):
    """A colleague and a period; no reason is asked."""

    layout = ("stand_in", ("valid_from", "valid_to"))
    act = _("velge stedfortreder")

    stand_in = forms.EmailField(
        label=_("E-postadressen til stedfortrederen"),
        help_text=_("Den hun eller han logger inn med."),
        max_length=254,
        error_messages={"invalid": _("Skriv hele adressen, for eksempel kari.nese@kommune.no.")},
    )
    valid_from = WrittenDateField(label=_("Fra og med"))
    valid_to = WrittenDateField(label=_("Til og med"))
