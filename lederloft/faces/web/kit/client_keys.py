"""A client key on every write makes a repeated press harmless: the use case replays its first result.

Its last part tells in which municipality the form was drawn, so that one who works for two and has switched since
doesn't write into the one what she meant for the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from lederloft.foundation.errors.values import N_, DomainError, ErrorKind
from lederloft.foundation.tenancy.api import current_municipality

FIELD = "client_key"


class DrawnElsewhere(DomainError):
    """The form was drawn while she worked for another municipality."""

    code = "kit.drawn_elsewhere"
    message = N_("Du har byttet kommune siden du åpnet skjemaet. Ingenting er lagret. Bytt tilbake for å sende det.")
    kind = ErrorKind.CONFLICT


def new_client_key() -> str:
    """Random; drawn in a municipality it ends with a sign of it."""
    key, here = str(uuid4()), current_municipality()
    return key if here is None else key[:-12] + _sign_of(here, key)


def refuse_drawn_elsewhere(data: Mapping[str, Any], here: int | None, places: Iterable[int]) -> None:
    """Raises DrawnElsewhere when the posted key bears the sign of another of her places than the one she is in."""
    key = str(_read(data.get(FIELD)) or "")
    if key and any(place != here and is_drawn_in(data, place) for place in places):
        raise DrawnElsewhere


def is_drawn_in(data: Mapping[str, Any], municipality_id: int) -> bool:
    """Whether the posted form was drawn in that municipality."""
    key = str(_read(data.get(FIELD)) or "")
    return bool(key) and key.endswith(_sign_of(municipality_id, key))


def _sign_of(municipality_id: int, key: str) -> str:
    told = f"{municipality_id}:{key[:-12]}"
    return salted_hmac("lederloft.faces.web.kit.client_keys", told, algorithm="sha256").hexdigest()[:12]


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
