"""Kroner in the database and in forms."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import models
from django.utils.translation import gettext

from lederloft.foundation.errors.values import DomainError
from lederloft.foundation.money.values import Kroner, read_kroner

if TYPE_CHECKING:
    _AmountField = models.Field[Any, Any]
else:
    _AmountField = models.Field


class KronerField(_AmountField):
    """Stores øre as a whole number, so that both databases keep and sum it exactly; gives and takes Kroner."""

    def get_internal_type(self) -> str:
        """A bigint column."""
        return "BigIntegerField"

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, options = super().deconstruct()
        return name or "", "lederloft.foundation.money.api.KronerField", args, options

    def from_db_value(self, value: int | Decimal | None, _expression: Any, _connection: Any) -> Kroner | None:
        """Øre to Kroner; PostgreSQL sums to a Decimal."""
        return None if value is None else Kroner.of_ore(int(value))

    def to_python(self, value: Any) -> Kroner | None:
        """From a form or a fixture: Kroner, text, or nothing."""
        if value is None or isinstance(value, Kroner):
            return value
        return _read(str(value))

    def get_prep_value(self, value: Any) -> Any:
        """Kroner to øre. A bare number is refused: nobody could tell kroner from øre."""
        if value is None or hasattr(value, "resolve_expression"):
            return super().get_prep_value(value)
        if not isinstance(value, Kroner):
            raise TypeError(f"{self.name} takes Kroner, not {type(value).__name__}")
        return value.ore

    def value_to_string(self, obj: models.Model) -> str:
        """For exports and fixtures: «1250.50»."""
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(
        self,
        form_class: type[forms.Field] | None = None,
        choices_form_class: type[forms.ChoiceField] | None = None,
        **options: Any,
    ) -> forms.Field | None:
        """A text field that reads what people write."""
        return super().formfield(
            form_class=form_class or KronerFormField, choices_form_class=choices_form_class, **options
        )


class KronerFormField(forms.Field):
    """Reads «1 250,50», «kr 300» and «300,-»; shows a stored amount as a person would write it."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The keyboard with digits on a phone."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}

    def to_python(self, value: Any) -> Kroner | None:
        """Kroner, or None when the field is empty."""
        if isinstance(value, Kroner):
            return value
        return None if value in EMPTY_VALUES or not str(value).strip() else _read(str(value))

    def prepare_value(self, value: Any) -> Any:
        """«1250,50»."""
        return str(value).replace(".", ",") if isinstance(value, Kroner) else value


def _read(written: str) -> Kroner:
    try:
        return read_kroner(written)
    except DomainError as refusal:
        sentence = gettext(refusal.message).format(**refusal.values)
        raise ValidationError(sentence, code=refusal.code) from refusal
