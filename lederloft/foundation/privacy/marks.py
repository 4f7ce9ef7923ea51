"""Reading the marks off the models."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from lederloft.foundation.privacy.values import Marks

# Keys, flags, numbers and choices of fixed values say nothing by themselves; these may.
_SPEAKING = (
    models.CharField,
    models.TextField,
    models.DateField,
    models.FileField,
    models.JSONField,
    models.BinaryField,
    models.GenericIPAddressField,
)


def marked_models() -> Iterator[tuple[type[models.Model], Marks]]:
    """Every model of ours with its marks, in a stable order; a model without marks is left out (a house test fails)."""
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label_lower):
        marks = getattr(model, "privacy", None)
        if isinstance(marks, Marks):
            yield model, marks


def unmarked_fields(model: type[models.Model]) -> list[str]:
    """Names of fields that must be marked and aren't: text, dates, files, JSON, and keys to a person or an account."""
    marks = getattr(model, "privacy", None)
    marked = marks.fields if isinstance(marks, Marks) else {}
    missing = []
    for field in model._meta.local_concrete_fields:
        leads_to_person = field.name.removesuffix("_id").rsplit("_", 1)[-1] in {"person", "account"}
        speaking = isinstance(field, _SPEAKING) and not field.choices and field.name != "public_key"
        if (leads_to_person or speaking) and not field.primary_key and field.name not in marked:
            missing.append(field.name)
    return missing
