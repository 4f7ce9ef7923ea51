"""Form fields that read what Norwegians write and answer with a fault and its remedy."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lederloft.faces.web.kit.moments import Fault, NotUnderstood, parse_date, parse_time, write_date, write_time
from lederloft.foundation.wording.api import number


class FieldFault(ValidationError):
    """An error with two voices: ``message`` beside the field, ``summary`` («fault: remedy») in the summary."""

    def __init__(self, message: Any, *, summary: Any = None, code: str = "invalid", params: Any = None) -> None:
        super().__init__(message, code=code, params=params)
        self.summary = summary


class WrittenDateField(forms.Field):
    """A date as text: 17. april 2024, 17.04.2024 or 2024-04-17."""

    widget = forms.TextInput
    default_error_messages = {
        "required": _("Skriv en dato, for eksempel 17. april 2024."),
        Fault.NOT_A_DATE: _("Vi forstår ikke datoen. Skriv dag, måned og år, for eksempel 17. april 2024."),
        Fault.NO_YEAR: _("Året mangler. Skriv dag, måned og år, for eksempel 17. april 2024."),
        Fault.SHORT_YEAR: _("Skriv året med fire siffer, for eksempel 2024."),
        Fault.YEAR_OUT_OF_RANGE: _("Året må ligge mellom 1900 og 2199."),
        Fault.NO_SUCH_MONTH: _("Måneden må være mellom 1 og 12. Skriv for eksempel 17. april 2024."),
        Fault.NO_SUCH_DAY: _("%(month)s %(year)s har %(days)s dager. Velg en dag i måneden."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Dag, måned og år, for eksempel 17. april 2024."))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"data-width": "date", "autocomplete": "off"}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if not str(value).strip():
            return None
        try:
            return parse_date(str(value))
        except NotUnderstood as error:
            facts = {key: _capital(fact) for key, fact in error.facts.items()}
            raise FieldFault(self.error_messages[error.fault], code=error.fault, params=facts) from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            value = value.date()
        return write_date(value) if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class WrittenTimeField(forms.Field):
    """A clock time as text: 9.00 or 09:00."""

    widget = forms.TextInput
    default_error_messages = {
        "required": _("Skriv et klokkeslett, for eksempel 9.00."),
        Fault.NOT_A_TIME: _("Vi forstår ikke klokkeslettet. Skriv timer og minutter, for eksempel 9.00."),
        Fault.NO_SUCH_TIME: _("Klokka går fra 0.00 til 23.59. Skriv for eksempel 13.30."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For eksempel 9.00"))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"data-width": "time", "autocomplete": "off", "inputmode": "text"}

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value
        if not str(value).strip():
            return None
        try:
            return parse_time(str(value))
        except NotUnderstood as error:
            raise FieldFault(self.error_messages[error.fault], code=error.fault) from error

    def prepare_value(self, value: Any) -> Any:
        return write_time(value) if isinstance(value, time) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class WrittenNumberField(forms.Field):
    """A number as text: 1 250,50 (blanks between thousands, comma before decimals); «kr» and «%» are let by."""

    widget = forms.TextInput
    default_error_messages = {
        "required": _("Skriv et tall."),
        "not_a_number": _("Vi forstår ikke tallet. Skriv bare siffer, for eksempel %(example)s."),
        "too_many_decimals": _("Bruk høyst %(places)s desimaler, for eksempel %(example)s."),
        "no_decimals": _("Skriv et helt tall, for eksempel %(example)s."),
        "too_small": _("Tallet må være minst %(limit)s."),
        "too_large": _("Tallet kan være høyst %(limit)s."),
    }
    _shape = re.compile(r"[-−]?\d{1,15}(?:[.,]\d{1,10})?")

    def __init__(
        self, *, places: int = 0, least: Decimal | int | None = None, most: Decimal | int | None = None, **kwargs: Any
    ) -> None:
        self.places, self.least, self.most = places, least, most
        super().__init__(**kwargs)

    @property
    def example(self) -> str:
        return "1 250,50" if self.places else "12"

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"data-width": "number", "autocomplete": "off", "inputmode": "decimal" if self.places else "numeric"}

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal | int):
            return Decimal(value)
        text = re.sub(r"[\s\u00a0\u202f]|kr\.?|%|,-$", "", str(value), flags=re.IGNORECASE)
        if not text:
            return None
        if not self._shape.fullmatch(text):
            raise self._fault("not_a_number")
        read = Decimal(text.replace(",", ".").replace("−", "-"))
        exponent = read.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.places:
            raise self._fault("too_many_decimals" if self.places else "no_decimals")
        if self.least is not None and read < self.least:
            raise self._fault("too_small", limit=write_number(Decimal(self.least)))
        if self.most is not None and read > self.most:
            raise self._fault("too_large", limit=write_number(Decimal(self.most)))
        return read

    def prepare_value(self, value: Any) -> Any:
        return write_number(Decimal(value)) if isinstance(value, Decimal | int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True

    def _fault(self, code: str, **params: Any) -> FieldFault:
        facts = {"example": self.example, "places": self.places} | params
        return FieldFault(self.error_messages[code], code=code, params=facts)


class WrittenWholeNumberField(WrittenNumberField):
    """A whole number; the cleaned value is an int."""

    def clean(self, value: Any) -> int | None:
        read = super().clean(value)
        return None if read is None else int(read)


def write_number(value: Decimal) -> str:
    """1250.50 → «1 250,50», with no-break blanks."""
    return number(value)


def _capital(fact: Any) -> Any:
    return fact[:1].upper() + fact[1:] if isinstance(fact, str) else fact
