"""Rules about the models as Django knows them. Each yields one line per offence."""

import configparser
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import AppConfig
from django.db import models

from lederloft.foundation.privacy.api import Marks, unmarked_fields
from lederloft.foundation.tenancy.api import Municipal

CONTRACTS = Path(__file__).resolve().parent / "contracts.ini"

# Tables that belong to no municipality, each with its reason.
GLOBAL_TABLES = {
    "access.Account": "one login may serve several municipalities",
    "access.ApiToken": "the token tells which municipality is meant",
    "access.Attempt": "somebody who signs in has no municipality yet; hashes only",
    "access.Invitation": "the token tells which municipality is meant",
    "access.Membership": "ties an account to a municipality, so it is read before a scope is known",
    "answers.AnonymityFloor": "one floor for everybody",
    "answers.Answer": "no key leads out of its database; the wave's random key is known inside a scope only",
    "answers.BufferedAnswer": "no key leads out of its database; the nonce is found from an invitation in scope",
    "answers.MovedSlip": "no key leads out of its database; found from an invitation in scope",
    "calendars.CalendarFeed": "a calendar program brings nothing but the secret; the row tells whose it is",
    "jobs.QueuedJob": "the worker must find work without knowing whose",
    "outbox.OutgoingMail": "account acts have no municipality, and the sender must find work without knowing whose",
    "tenancy.Municipality": "needed to know whose scope to open",
    "trail.InstallationEntry": "facts of the installation or of an account as such",
    "use_cases.ClientKey": "set-up writes before there is a municipality; ids only",
}


class Stack:
    """The order of the import contract, asked whether one module stands above another."""

    def __init__(self, contracts: Path = CONTRACTS) -> None:
        parser = configparser.ConfigParser()
        parser.read(contracts)
        self.heights: dict[str, tuple[int, int]] = {}
        floors = self._lines(parser["importlinter:contract:floors"]["layers"])
        for floor, names in enumerate(reversed(floors)):
            for name in names:
                section = f"importlinter:contract:{name}"
                rooms = self._lines(parser[section]["layers"]) if parser.has_section(section) else [[]]
                for height, row in enumerate(reversed(rooms)):
                    self.heights |= {f"lederloft.{name}.{room}": (floor, height) for room in row}

    def _lines(self, layers: str) -> list[list[str]]:
        return [re.findall(r"\w+", line) for line in layers.strip().splitlines()]

    def module_of(self, model: type[models.Model]) -> str:
        """`lederloft.domain.budget` of any model inside it; for third parties their app's module."""
        parts = model.__module__.split(".")
        return ".".join(parts[:3]) if parts[0] == "lederloft" else parts[0]

    def stands_above(self, one: str, other: str) -> bool:
        """Whether `one` may point to `other`. Third parties lie below everything."""
        if not other.startswith("lederloft."):
            return True
        return self.heights[one] > self.heights[other]


def ours(found: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """The models of this house."""
    return [model for model in found if model.__module__.startswith("lederloft.")]


def implicit_labels(configs: Iterable[AppConfig]) -> Iterator[str]:
    """Every app says its label itself: `django.contrib.messages` and others have taken the short ones."""
    for config in configs:
        if config.name.startswith("lederloft.") and "label" not in vars(type(config)):
            yield f"{config.name}: no label in apps.py"


def keys_out_of_order(model: type[models.Model], stack: Stack) -> Iterator[str]:
    """Across modules a key points down, protects what it points to, and leaves no way back up."""
    here = stack.module_of(model)
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey | models.ManyToManyField) or field.model is not model:
            continue
        if isinstance(field, models.ManyToManyField):
            yield f"{model._meta.label}.{field.name}: a table between that no scope limits; write it as a model"
            continue
        there = stack.module_of(field.related_model)
        if there == here:
            continue
        if not stack.stands_above(here, there):
            yield f"{model._meta.label}.{field.name}: points up to {there}"
        if field.remote_field.on_delete is not models.PROTECT:
            yield f"{model._meta.label}.{field.name}: not PROTECT across modules"
        if field.remote_field.related_name != "+":
            yield f"{model._meta.label}.{field.name}: related_name is not '+' across modules"


def without_marks(model: type[models.Model]) -> Iterator[str]:
    """Every model says what personal data it holds, field by field, and every mark fits a field."""
    marks = getattr(model, "privacy", None)
    if not isinstance(marks, Marks):
        yield f"{model._meta.label}: no privacy = Marks(…)"
        return
    names = {field.name for field in model._meta.get_fields()} | {f.attname for f in model._meta.concrete_fields}
    yield from (f"{model._meta.label}.{field}: not marked" for field in unmarked_fields(model))
    yield from (f"{model._meta.label}.{field}: marked, but no such field" for field in set(marks.fields) - names)


def outside_tenancy(model: type[models.Model]) -> Iterator[str]:
    """A table belongs to a municipality, or stands on the list of those that don't, with a reason."""
    is_municipal, is_global = issubclass(model, Municipal), model._meta.label in GLOBAL_TABLES
    if not is_municipal and not is_global:
        yield f"{model._meta.label}: neither Municipal nor in GLOBAL_TABLES"
    if is_municipal and is_global:
        yield f"{model._meta.label}: Municipal and in GLOBAL_TABLES"


def foreign_names(model: type[models.Model]) -> Iterator[str]:
    """Constraints and indexes start with their app's label, so that an error says where it comes from."""
    for named in [*model._meta.constraints, *model._meta.indexes]:
        if not named.name.startswith(f"{model._meta.app_label}_"):
            yield f"{model._meta.label}: {named.name} should start with {model._meta.app_label}_"
