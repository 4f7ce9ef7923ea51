"""The two forms of erasing: whom, and a last yes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lederloft.faces.web.kit.forms import WriteForm


class FindForm(WriteForm):
    """Posted, so that an address never stands in a URL or a log."""

    act = _("finne personen")
    person = forms.CharField(
        label=_("E-postadresse eller nøkkel"),
        max_length=254,
        help_text=_("Nøkkelen står i adressen til siden om personen."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv e-postadressen eller nøkkelen til den du vil slette.")},
    )


class EraseForm(WriteForm):
    """The consequence stands beside it."""

    act = _("slette opplysningene")
    is_sure = forms.BooleanField(
        label=_("Jeg har lest hva som skjer, og vet at det ikke kan angres"),
        error_messages={"required": _("Kryss av for at du har lest hva som skjer.")},
    )
