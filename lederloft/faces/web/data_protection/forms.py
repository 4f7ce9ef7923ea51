"""The two forms of erasing: whom, and a last yes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lederloft.faces.web.kit.forms import WriteForm


class FindForm(WriteForm):
    """Posted, so that an address never stands in a URL or a log."""

    act = _("finne personen")
    person = forms.CharField(
        label=_("E-postadressen eller koden til personen"),
        max_length=254,
        help_text=_("Koden er det siste i adressen til siden om personen."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv e-postadressen eller koden til den du vil slette.")},
    )


class EraseForm(WriteForm):
    """The consequence stands beside it. The name is typed, so that the wrong one isn't hit."""

    act = _("slette opplysningene")
    whom = forms.CharField(
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv navnet, så du er sikker på at det er den rette.")},
    )
    is_sure = forms.BooleanField(
        label=_("Jeg har lest hva som skjer, og vet at det ikke kan angres"),
        error_messages={"required": _("Kryss av for at du har lest hva som skjer.")},
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        self.fields["whom"].label = gettext("Skriv navnet: {name}").format(name=name)

    def clean_whom(self) -> str:
        """What is written must be her name, apart from case and blanks."""
        written = str(self.cleaned_data["whom"])
        if written.casefold().split() != self.name.casefold().split():
            raise forms.ValidationError(gettext("Det er ikke navnet på den du er i ferd med å slette."))
        return written
