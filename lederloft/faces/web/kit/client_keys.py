"""A client key on every write makes a repeated press harmless: the use case replays its first result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

FIELD = "client_key"


def new_client_key() -> str:
    return str(uuid4())


def client_key_from(data: Mapping[str, Any]) -> UUID | None:
    """The key of a posted form, or None when it is missing or spoiled."""
    return _read(data.get(FIELD))


def client_key_input(key: str | None = None) -> SafeString:
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, key or new_client_key())


def _read(value: Any) -> UUID | None:
    text = str(value or "")
    if len(text) != 36:
        return None
    try:
        return UUID(text)
    except ValueError:
        return None


class ClientKeyField(forms.Field):
    """Hidden; a fresh key for an empty form, the same key when a form comes back with errors."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": _("Skjemaet er for gammelt. Last siden på nytt og prøv igjen."),
        "invalid": _("Skjemaet er for gammelt. Last siden på nytt og prøv igjen."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", new_client_key)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> UUID | None:
        if value in self.empty_values:
            return None
        key = _read(value)
        if key is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return key

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data if _read(data) else new_client_key()
