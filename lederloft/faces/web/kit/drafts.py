"""What stands in a form that isn't sent: what of it is kept, and how a form takes it up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from lederloft.faces.web.kit.client_keys import FIELD

NAME = "kladd"  # the field that tells which form the draft is of
_NEVER = {"csrfmiddlewaretoken", FIELD, NAME}


@dataclass(frozen=True)
class DraftShown:
    """The draft of the form on this page. Without ``saved_at`` nothing was fetched."""

    name: str
    saved_at: datetime | None = None


def kept_fields(post: QueryDict) -> dict[str, list[str]]:
    """What a draft holds of a posted form: never the client key, nor a password. Files aren't among these."""
    return {
        name: [str(value) for value in values]
        for name, values in post.lists()
        if name not in _NEVER and "password" not in name and "passord" not in name
    }


def take_up(form: forms.BaseForm, data: Mapping[str, Sequence[str]]) -> None:
    """Let an empty form show what was written. A field that the draft says nothing of stands as it was."""
    given = MultiValueDict({name: list(values) for name, values in data.items()})
    for name, field in form.fields.items():
        widget, written = field.widget, form.add_prefix(name)
        if widget.is_hidden or isinstance(widget, forms.PasswordInput | forms.FileInput):
            continue
        if not widget.value_omitted_from_data(given, MultiValueDict(), written):
            form.initial[name] = widget.value_from_datadict(given, MultiValueDict(), written)
