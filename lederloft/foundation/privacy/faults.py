"""What is wrong with a model's marks, in words for a developer. A test asks for every model."""

from collections.abc import Collection, Iterator

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from lederloft.foundation.privacy.atlas import Atlas, Model, NoWayToPerson, Way
from lederloft.foundation.privacy.connections import wired
from lederloft.foundation.privacy.marks import unmarked_fields
from lederloft.foundation.privacy.removal import CannotBeEmptied, empty_value, own_field, telling_fields
from lederloft.foundation.privacy.statements import MOMENTS
from lederloft.foundation.privacy.values import Keep, KeepBy, KeepWith, Marks, Personal, Then


def list_faults(atlas: Atlas, model: Model, *, roles: Collection[str]) -> list[str]:
    """One line per fault, empty when the marks are sound. ``roles``: every role slug."""
    marks = atlas.marks[model]
    found = [f"{name}: not marked" for name in unmarked_fields(model) if not _is_borrowed(model)]
    found += _faults_of_fields(model, marks, roles)
    found += _faults_of_ways(atlas, model)
    return [f"{model._meta.label}.{fault}" for fault in found]


def _is_borrowed(model: Model) -> bool:
    return model._meta.label_lower in {label.lower() for label in wired.borrowed}


def _faults_of_fields(model: Model, marks: Marks, roles: Collection[str]) -> Iterator[str]:
    columns = {one.name: one for one in model._meta.local_concrete_fields}
    for name, mark in marks.fields.items():
        if name not in columns:
            yield f"{name}: no such field"
        elif isinstance(mark, Personal):
            yield from (f"{name}: no such role: {role}" for role in mark.recipients if role not in roles)
            yield from _faults_of_rule(model, name, mark)


def _faults_of_rule(model: Model, name: str, mark: Personal) -> Iterator[str]:
    keep = mark.keep
    if isinstance(keep, KeepBy):
        if keep.source not in wired.retention:
            yield f"{name}: no retention source {keep.source} in wiring"
        return
    asked = keep.owner if isinstance(keep, KeepWith) else keep.after
    try:
        one = own_field(model, asked)
    except (FieldDoesNotExist, CannotBeEmptied):
        yield f"{name}: the rule names {asked}, which is no field"
        return
    if isinstance(keep, Keep):
        if not isinstance(one, models.DateField):
            yield f"{name}: {asked} is neither date nor moment"
        if asked not in MOMENTS:
            yield f"{name}: statements.MOMENTS has no words for {asked}"
        if getattr(model, "append_only", False):
            yield f"{name}: the table is append-only, so no rule can be carried out"
        if keep.then == Then.BLANK_FIELD:
            yield from _cannot_be_emptied(model, name)
    elif not one.is_relation and not one.name.removesuffix("_id").endswith(("person", "account")):
        yield f"{name}: {asked} leads to no row"


def _cannot_be_emptied(model: Model, name: str) -> Iterator[str]:
    try:
        empty_value(own_field(model, name))
    except CannotBeEmptied:
        yield f"{name}: takes no empty value"


def _faults_of_ways(atlas: Atlas, model: Model) -> Iterator[str]:
    try:
        ways = atlas.ways(model)
    except (NoWayToPerson, FieldDoesNotExist) as lost:
        yield f"subject: leads to no person ({lost})"
        return
    append_only = bool(getattr(model, "append_only", False))
    if ways and atlas.is_kept(model) and not append_only:
        try:
            for one in telling_fields(atlas, model):
                yield from _cannot_be_emptied(model, one.name)
        except (CannotBeEmptied, FieldDoesNotExist) as lost:
            yield f"emptied_at_erasure: {lost}"
    yield from _faults_of_keys(atlas, model, ways)


def _faults_of_keys(atlas: Atlas, model: Model, ways: list[Way]) -> Iterator[str]:
    stays = bool(getattr(model, "append_only", False)) or atlas.is_kept(model)
    for one in model._meta.local_concrete_fields:
        if not isinstance(one, models.ForeignKey) or one.null or not _may_go(atlas, one.related_model):
            continue
        parent = one.related_model._meta.label
        is_way = any(way.lookup.startswith(one.name) for way in ways)
        if stays:
            yield f"{one.name}: the row is kept when {parent} goes, so the key must take NULL"
        elif not is_way and not atlas.goes_with(model, one):
            yield f"{one.name}: goes when {parent} goes; say so with KeepWith, or let the key take NULL"


def _may_go(atlas: Atlas, parent: Model) -> bool:
    """Whether rows of the model are deleted when a person is erased."""
    try:
        return bool(atlas.ways(parent)) and not atlas.is_kept(parent)
    except (NoWayToPerson, FieldDoesNotExist):
        return False
