"""IT's room: what the municipality says of itself, after the set-up guide."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation import api as organisation
from lederloft.domain.organisation.api import ProfileDetails, ProfileView, TitleKind
from lederloft.faces.web.entrance import set_up_forms
from lederloft.faces.web.entrance.it_room import ItRoom
from lederloft.faces.web.kit.chrome import Crumb, Head, Place
from lederloft.faces.web.kit.forms import WriteForm
from lederloft.faces.web.kit.pages import FormPage
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_, NotFound

_CONTACT = ("contact_name", "contact_phone", "contact_email")
_ABOUT = ("name", "number", "organisation_number", "language_form")


class AboutForm(set_up_forms.MunicipalityForm):
    """The guide's, without the levels: they are the organisation's."""

    act = _("lagre")


class TitlesForm(set_up_forms.TitlesForm):
    """The guide's."""

    act = _("lagre")


class ContactForm(set_up_forms.LogoForm):
    """The guide's."""

    act = _("lagre")


class AccessibilityForm(WriteForm):
    """Where the municipality's own statement lies."""

    accessibility_url = forms.CharField(
        label=_("Adressen til tilgjengelighetserklæringen"),
        help_text=_("Fra uustatus.no. La feltet stå tomt til dere har en erklæring."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )


class _OfMunicipality(ItRoom):
    def profile(self) -> ProfileView:
        """As it stands today. In the scope. Raises NotFound before there is any."""
        found = organisation.get_profile(on=clock.today())
        if found is None:
            raise NotFound
        return found


class OurMunicipality(_OfMunicipality):
    """`/drift/kommunen`: all of it, with a way to change each part."""

    template_name = "entrance/it_room/municipality.html"

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """The profile, the titles through time, and whether there is a logo."""
        profile = self.profile()
        forms_of_language = dict(set_up_forms.LANGUAGE_FORMS)
        return {
            "head": Head(
                profile.details.name,
                gettext("Slik presenterer kommunen seg i Lederløft."),
                links=(
                    Place(gettext("Kommunen"), reverse("municipality"), is_current=True),
                    Place(gettext("Historikk"), reverse("history", args=["kommunen", profile.public_key])),
                ),
            ),
            "details": profile.details,
            "language_form": forms_of_language[profile.details.language_form.value],
            "titles": [(gettext(kind.msgid), organisation.list_titles(kind)) for kind in TitleKind],
            "today": clock.today(),
        }


class _Change(FormPage, _OfMunicipality):
    template_name = "entrance/it_room/municipality_form.html"
    title: ClassVar[str]
    lead: ClassVar[str]
    names: ClassVar[tuple[str, ...]] = ()
    has_file: ClassVar[bool] = False

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """What it says now."""
        details = self.profile().details
        return {"initial": {name: getattr(details, name) for name in self.names}}

    def read(self, **kwargs: Any) -> Mapping[str, object]:
        """The page around the form."""
        title = gettext(self.title)
        trail = (Crumb(gettext("Kommunen"), reverse("municipality")), Crumb(title))
        return {"head": Head(title, gettext(self.lead), crumbs=trail), "has_file": self.has_file}

    def details_with(self, form: BaseForm) -> ProfileDetails:
        """The description with what was written here."""
        with self.scope():
            details = self.profile().details
        return replace(details, **{name: form.cleaned_data[name] for name in self.names})

    def act(self, form: BaseForm, acting: Acting, **kwargs: Any) -> str:
        """Save, show the whole."""
        self.save(form, acting)
        messages.success(self.request, gettext("Endringene er lagret."))
        return reverse("municipality")

    def save(self, form: BaseForm, acting: Acting) -> None:
        """The one act."""
        organisation.change_profile(self.details_with(form), acting=acting)


class ChangeAbout(_Change):
    """Name, numbers and language form."""

    form_class = AboutForm
    title = N_("Endre navn, numre og målform")
    lead = N_("Det nye står på alle sider med en gang. Ingen får e-post.")
    names = _ABOUT

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """The levels stay."""
        return {**super().form_options(**kwargs), "fixed_model": self.profile().details.level_model}

    def details_with(self, form: BaseForm) -> ProfileDetails:
        """As the form has cleaned them."""
        told = cast("AboutForm", form).details
        with self.scope():
            details = self.profile().details
        return replace(details, **{name: getattr(told, name) for name in self.names})


class ChangeTitles(_Change):
    """New words from a day on."""

    form_class = TitlesForm
    title = N_("Endre titler")
    lead = N_("Den gamle tittelen står til dagen før, og på det som er gjort før.")

    def form_options(self, **kwargs: Any) -> dict[str, Any]:
        """The words of today, from today."""
        titles = self.profile().titles
        known: dict[str, Any] = {kind.value: titles.get(kind, "") for kind in TitleKind}
        return {"initial": {**known, "begins_on": clock.today()}}

    def save(self, form: BaseForm, acting: Acting) -> None:
        """All or none."""
        told = form.cleaned_data
        organisation.set_titles({kind: told[kind.value] for kind in TitleKind}, on=told["begins_on"], acting=acting)


class ChangeContact(_Change):
    """The logo, and who answers questions."""

    form_class = ContactForm
    title = N_("Endre logo og kontakt")
    lead = N_("Logoen står øverst og kontakten nederst på hver side. Velger du ikke en fil, blir logoen stående.")
    names = _CONTACT
    has_file = True

    def save(self, form: BaseForm, acting: Acting) -> None:
        """Both or none."""
        logo = form.cleaned_data["logo"] or None
        organisation.present_municipality(self.details_with(form), logo=logo, acting=acting)


class ChangeAccessibility(_Change):
    """The address of the statement."""

    form_class = AccessibilityForm
    title = N_("Endre tilgjengelighetserklæringen")
    lead = N_("Lenken står på siden om tilgjengelighet, som alle sider viser til.")
    names = ("accessibility_url",)
