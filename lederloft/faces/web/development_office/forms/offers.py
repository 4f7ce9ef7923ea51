"""Forms about offers and modules."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lederloft.domain.organisation.api import LevelLine
from lederloft.domain.programmes.api import ModuleDetails
from lederloft.domain.strategy.api import OfferDetails
from lederloft.faces.web.kit.fields import WrittenNumberField, WrittenWholeNumberField
from lederloft.faces.web.kit.forms import Card, RadioCards, WriteForm


def hours_of(minutes: int) -> Decimal:
    """Minutes as they stand in a field of hours: 9, 7,5."""
    whole, rest = divmod(minutes, 60)
    return (whole + Decimal(rest) / 60).quantize(Decimal("0.01")) if rest else Decimal(whole)


class Text(forms.CharField):
    """Several lines of text."""

    widget = forms.Textarea(attrs={"rows": 4})


class ChangeOfferForm(WriteForm):
    """What the office writes about an offer."""

    name = forms.CharField(label=_("Navn på tilbudet"), help_text=_("For eksempel Ledelsesfordypning."))
    short_description = Text(
        label=_("Kort beskrivelse"), required=False, help_text=_("Hva lederen får igjen for det, i to–tre setninger.")
    )
    focus_area = forms.CharField(
        label=_("Satsingsområde"), required=False, help_text=_("Med rammeverkets egne ord. Tilbud samles under det.")
    )
    audience_levels = forms.TypedMultipleChoiceField(
        label=_("Hvem er det for?"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kryss av for ledernivåer. Uten kryss gjelder det alle ledere."),
    )
    who_pays = forms.CharField(
        label=_("Hvem som betaler"), required=False, help_text=_("For eksempel: Enheten betaler.")
    )
    rests_on_quote = Text(
        label=_("Setningen tilbudet bygger på"),
        required=False,
        help_text=_("Ordrett, uten anførselstegn. Lederne ser den som svar på «Hvorfor får jeg dette?»."),
    )
    rests_on_source = forms.CharField(
        label=_("Hvor setningen står"), required=False, help_text=_("Dokument, dato og side.")
    )

    def __init__(self, *args: Any, levels: Sequence[LevelLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["audience_levels"]
        if levels and isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(level.rank, level.name) for level in levels]
        else:
            del self.fields["audience_levels"]

    def clean(self) -> dict[str, Any]:
        """A quote without a source can't be followed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("rests_on_quote") and not cleaned.get("rests_on_source"):
            self.add_error("rests_on_source", forms.ValidationError(_("Skriv hvor setningen står, så den kan finnes.")))
        return cleaned

    def details(self) -> OfferDetails:
        """As the domain wants it."""
        cleaned = self.cleaned_data
        return OfferDetails(
            name=cleaned["name"],
            short_description=cleaned["short_description"],
            focus_area=cleaned["focus_area"],
            audience_levels=tuple(cleaned.get("audience_levels") or ()),
            rests_on_quote=cleaned["rests_on_quote"],
            rests_on_source=cleaned["rests_on_source"],
            who_pays=cleaned["who_pays"],
        )


class OfferForm(ChangeOfferForm):
    """A new offer: also whether leaders see it at once."""

    visibility = forms.ChoiceField(
        label=_("Hvem skal se det?"),
        choices=[
            ("offered", Card(_("Lederne"), _("Tilbudet er åpent med en gang. Moduler legger du til etterpå."))),
            ("draft", Card(_("Bare dere"), _("Et utkast. Du åpner det når det er klart."))),
        ],
        widget=RadioCards,
        initial="offered",
    )


class ModuleForm(WriteForm):
    """A module: what is taught, and how much of it makes it done."""

    layout = ("name", "description", ("gathering_count", "required_hours"))
    name = forms.CharField(label=_("Navn på modulen"), help_text=_("For eksempel Teamledelse."))
    description = Text(
        label=_("Beskrivelse"), required=False, help_text=_("Står øverst der lederen melder seg på. To–tre setninger.")
    )
    gathering_count = WrittenWholeNumberField(label=_("Antall samlinger"), initial=3, least=1, most=60)
    required_hours = WrittenNumberField(
        label=_("Timer som kreves"), initial=Decimal(9), places=2, help_text=_("Så mange timer må lederen være med.")
    )

    def details(self) -> ModuleDetails:
        """As the domain wants it; hours become minutes."""
        cleaned = self.cleaned_data
        return ModuleDetails(
            name=cleaned["name"],
            description=cleaned["description"],
            required_minutes=round(cleaned["required_hours"] * 60),
            gathering_count=cleaned["gathering_count"],
        )
