"""Forms drawn with Designsystemet's fields: renderer, bound field, base form, radio cards.

``FORM_RENDERER = "lederloft.faces.web.kit.forms.KitRenderer"`` makes every Django form in the project look and
behave so, also the sign-in library's. Rooms inherit :class:`KitForm` (:class:`WriteForm` when the form changes
something, which brings the client key).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise, cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lederloft.faces.web.kit.client_keys import ClientKeyField
from lederloft.foundation.errors.values import DomainError
from lederloft.foundation.wording.api import Noun, counted, sentence_for


class KitBoundField(BoundField):
    """Adds Designsystemet's class and what the templates need to know about the field."""

    def build_widget_attrs(self, attrs: Any, widget: forms.Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        shown = widget or self.field.widget
        if not shown.is_hidden:
            given = built.get("class") or shown.attrs.get("class", "")
            built["class"] = f"ds-input {given}".strip()
        if isinstance(shown, forms.RadioSelect):
            built.pop("aria-invalid", None)  # said once, on the group
        return built

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        return not self.field.required and not self.is_checkbox

    @property
    def is_radio_group(self) -> bool:
        return isinstance(self.field.widget, forms.RadioSelect)

    @property
    def first_id(self) -> str:
        """Where a link in the error summary leads: the field, or its first choice."""
        auto_id = str(self.auto_id)
        return f"{auto_id}_0" if isinstance(self.field.widget, forms.RadioSelect) else auto_id


class KitRenderer(TemplatesSetting):
    form_template_name = "kit/forms/form.html"
    field_template_name = "kit/forms/field.html"
    bound_field_class = KitBoundField

    _ours: ClassVar[dict[str, str]] = {
        "django/forms/widgets/radio.html": "kit/forms/choices.html",
        "django/forms/widgets/checkbox_select.html": "kit/forms/choices.html",
    }

    def get_template(self, template_name: str) -> Any:
        return super().get_template(self._ours.get(template_name, template_name))


@dataclass(frozen=True, slots=True)
class Card:
    """The label of a choice with a consequence: a word, one sentence and perhaps a small drawing (safe SVG)."""

    label: str | Promise
    note: str | Promise = ""
    drawing: SafeString | str = ""

    def __str__(self) -> str:
        return str(self.label)


class RadioCards(forms.RadioSelect):
    """Radio buttons in cards, all of the card clickable. Choices take :class:`Card` as label, or plain words."""

    template_name = "kit/forms/radio_cards.html"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the error summary."""

    text: str
    target: str


class KitForm(forms.Form):
    """A form with an error summary that counts, and fields laid in rows.

    ``layout`` names the fields in order; a tuple puts fields side by side. Fields not named come last.
    ``act`` ends the summary's heading: «Rett to ting, så kan du lagre».
    """

    use_required_attribute = False
    layout: ClassVar[Sequence[str | tuple[str, ...]]] = ()
    act: str | Promise = _("lagre")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("renderer", KitRenderer())
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _speak_plainly(field)

    @property
    def rows(self) -> Iterator[list[BoundField]]:
        """Visible fields in rows, as the layout says."""
        shown = {field.name for field in self.visible_fields()}
        for entry in self.layout:
            names = [name for name in ((entry,) if isinstance(entry, str) else entry) if name in shown]
            shown.difference_update(names)
            if names:
                yield [self[name] for name in names]
        for name in self.fields:
            if name in shown:
                yield [self[name]]

    @cached_property
    def findings(self) -> list[Finding]:
        """Every error as «fault and remedy», with the field it leads to."""
        by_name = self.errors.as_data()
        order = [name for name in by_name if name not in self.fields]
        order += [name for name in self.fields if name in by_name]
        return [self._finding(name, error) for name in order for error in by_name[name]]

    @property
    def findings_heading(self) -> str:
        number = len(self.findings)
        return gettext("Rett {things}, så kan du {act}").format(
            things=counted(number, Noun("ting", "ting")), act=self.act
        )

    def refuse(self, error: DomainError) -> None:
        """A refusal from a use case becomes an error on its field, or on the form when it names none."""
        self.add_error(
            error.field if error.field in self.fields else None, ValidationError(sentence_for(error), code=error.code)
        )

    def _finding(self, name: str, error: ValidationError) -> Finding:
        message = "; ".join(error.messages)
        summary = getattr(error, "summary", None)
        if name not in self.fields:
            return Finding(str(summary or message), "")
        field = self[name]
        if field.is_hidden:
            return Finding(str(summary or message), "")
        if not summary:
            summary = _fault_and_remedy(str(field.label), message, is_missing=error.code == "required")
        return Finding(str(summary), str(getattr(field, "first_id", field.auto_id)))


class WriteForm(KitForm):
    """A form that changes something: carries the client key, in ``cleaned_data["client_key"]`` as a UUID."""

    client_key = ClientKeyField()


class Press(WriteForm):
    """A form of one button: nothing but the client key."""

    act = ""


def _fault_and_remedy(label: str, remedy: str, *, is_missing: bool) -> str:
    """«Sted mangler: skriv hvor deltakerne skal møte»; a label that asks needs no «mangler»."""
    remedy = remedy.removesuffix(".")
    if label.endswith("?"):
        return f"{label} {remedy}"
    if is_missing:
        return gettext("{field} mangler: {remedy}").format(field=label, remedy=remedy[:1].lower() + remedy[1:])
    return f"{label}: {remedy}"


_UNREADABLE = _("Teksten har tegn som ikke kan vises. Slett den, og skriv den på nytt.")


def _speak_plainly(field: forms.Field) -> None:
    """Django's stock sentences give way to ours; a sentence the form's author wrote stays."""
    stock = forms.Field.default_error_messages["required"]
    if field.error_messages.get("required") is stock or field.error_messages.get("required") == stock:
        field.error_messages["required"] = _required_sentence(field)
    for validator in getattr(field, "validators", ()):
        if isinstance(validator, ProhibitNullCharactersValidator):  # the form's own copy, made for this field
            field.validators[field.validators.index(validator)] = ProhibitNullCharactersValidator(message=_UNREADABLE)


def _required_sentence(field: forms.Field) -> Any:
    if isinstance(field.widget, forms.CheckboxInput):
        return _("Kryss av for å gå videre.")
    if isinstance(field, forms.ChoiceField):
        return _("Velg ett av svarene.")
    if isinstance(field, forms.FileField):
        return _("Velg en fil.")
    return _("Fyll ut feltet.")
