"""Taking rows out, whatever hangs on them: first a plan that can be shown, then the act. The plan is made of the
keys and marks alone; the order of deletion comes from the models."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import or_
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, router, transaction

from lederloft.foundation.privacy.atlas import (
    Atlas,
    Field,
    Model,
    in_chunks,
    label_of,
    rows,
)
from lederloft.foundation.privacy.connections import is_municipal, wired
from lederloft.foundation.privacy.values import TELLING, Gone, Personal, Subject


class CannotBeEmptied(Exception):
    """A mark asks to empty a field that takes no empty value: a fault in the model."""


@dataclass
class Outcome:
    """How many rows of each record went, were emptied, or stay, by the record's name in bokmål."""

    deleted: Counter[str] = field(default_factory=Counter)
    emptied: Counter[str] = field(default_factory=Counter)
    kept: dict[str, str] = field(default_factory=dict)  # record → why

    def add(self, other: "Outcome") -> None:
        """Take in what another part came to."""
        self.deleted.update(other.deleted)
        self.emptied.update(other.emptied)
        self.kept.update(other.kept)

    def __bool__(self) -> bool:
        return bool(self.deleted.total() or self.emptied.total())


class Removal:
    """Which rows go and which fields are emptied, in one municipality's tables or in those of the installation."""

    def __init__(self, atlas: Atlas, *, is_erasure: bool, reaches_municipal: bool) -> None:
        self.atlas = atlas
        self.is_erasure = is_erasure
        self.reaches_municipal = reaches_municipal
        self.doomed: dict[Model, set[Any]] = {}
        self.emptied: dict[Model, dict[str, set[Any]]] = {}
        self.kept: dict[str, str] = {}

    def delete(self, model: Model, ids: Iterable[Any]) -> None:
        """The rows go, and what hangs on them goes or lets go."""
        new = set(ids) - self.doomed.get(model, set())
        if new:
            self.doomed.setdefault(model, set()).update(new)
            self.let_go(model, new)

    def let_go(self, model: Model, ids: Collection[Any]) -> None:
        """What hangs on these rows goes or lets go; the rows themselves are left to another."""
        for child, key in self.atlas.children.get(model, ()):
            if is_municipal(child) and not self.reaches_municipal:
                continue
            for chunk in in_chunks(ids):
                hanging = set(rows(child).filter(**{f"{key.name}__in": chunk}).values_list("pk", flat=True))
                if not hanging:
                    continue
                stays = self.is_erasure and self.atlas.is_kept(child)
                if key.null and (stays or not self.atlas.goes_with(child, key)):
                    self.empty(child, key, hanging)
                else:
                    self.delete(child, hanging)

    def empty(self, model: Model, one: Field, ids: Iterable[Any]) -> None:
        """The field is emptied in these rows."""
        if new := set(ids):
            self.emptied.setdefault(model, {}).setdefault(one.name, set()).update(new)

    def let_followers_follow(self, subject: Subject) -> None:
        """Ask those wired, again and again until nobody names more rows."""
        before = -1
        while before != sum(map(len, self.doomed.values())):
            before = sum(map(len, self.doomed.values()))
            # What others point to by number; a library's session is known by a text.
            numbered = {model: ids for model, ids in self.doomed.items() if _is_numbered(model)}
            gone = Gone({label_of(model): frozenset(ids) for model, ids in numbered.items()}, subject)
            for follow in wired.followers:
                for label, ids in follow(gone).items():
                    self.delete(apps.get_model(label), ids)

    def expected(self) -> Outcome:
        """What carrying it out will come to, for a page that names the consequences."""
        outcome = Outcome(kept=dict(self.kept))
        for model, ids in self.doomed.items():
            outcome.deleted[self.atlas.what(model)] += len(ids)
        for model, fields in self.emptied.items():
            left = set().union(*fields.values()) - self.doomed.get(model, set())
            if left:
                outcome.emptied[self.atlas.what(model)] += len(left)
        return outcome

    def carry_out(self) -> Outcome:
        """Do it, inside the caller's transaction; files go when it has been committed."""
        outcome = self.expected()
        paths = list(self._files())
        for model, fields in self.emptied.items():
            for name, ids in fields.items():
                empty_fields(model, [name], ids - self.doomed.get(model, set()))
        for model in self.atlas.in_deletion_order(self.doomed):
            for chunk in in_chunks(self.doomed[model]):
                # The plan has followed every key; Django's own collector would stop at PROTECT.
                rows(model).filter(pk__in=chunk)._raw_delete(router.db_for_write(model))
        if paths:
            transaction.on_commit(partial(_unlink, paths))
        return outcome

    def _files(self) -> Iterator[Path]:
        for model, ids in self.doomed.items():
            paths_of = wired.files.get(label_of(model))
            if paths_of:
                yield from paths_of(ids)
            for one in _file_fields(model):
                yield from _stored(model, one.name, ids)


def _is_numbered(model: Model) -> bool:
    return isinstance(model._meta.pk, models.IntegerField)


def _file_fields(model: Model) -> list[Field]:
    return [one for one in model._meta.local_concrete_fields if isinstance(one, models.FileField)]


def _stored(model: Model, name: str, ids: Collection[Any]) -> Iterator[Path]:
    for chunk in in_chunks(ids):
        for stored in rows(model).filter(pk__in=chunk).exclude(**{name: ""}).values_list(name, flat=True):
            if stored:
                yield Path(default_storage.path(stored))


def _unlink(paths: Collection[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def empty_value(one: Field) -> object:
    """What the field holds when it holds nothing; raises CannotBeEmptied."""
    if one.null:
        return None
    if isinstance(one, models.JSONField):
        return one.get_default() if one.has_default() else {}
    if isinstance(one, models.BinaryField):
        return b""
    if isinstance(one, models.CharField | models.TextField | models.FileField) and not one.unique:
        return ""
    raise CannotBeEmptied(f"{one.model._meta.label}.{one.name}")


def is_filled(one: Field) -> models.Q:
    """Condition for rows where the field holds something."""
    value = empty_value(one)
    return models.Q(**{f"{one.name}__isnull": False}) if value is None else ~models.Q(**{one.name: value})


def empty_fields(model: Model, names: Collection[str], ids: Collection[Any]) -> int:
    """Empty the fields in the rows that hold something; returns how many rows changed."""
    fields = {name: empty_value(own_field(model, name)) for name in names}
    filled = reduce(or_, (is_filled(own_field(model, name)) for name in names), models.Q(pk__in=[]))
    changed = 0
    for chunk in in_chunks(ids):
        paths = [path for one in _file_fields(model) if one.name in names for path in _stored(model, one.name, chunk)]
        if paths:
            transaction.on_commit(partial(_unlink, paths))
        changed += rows(model).filter(filled, pk__in=chunk).update(**fields)
    return changed


def telling_fields(atlas: Atlas, model: Model) -> list[Field]:
    """The fields a kept row loses when the person it is about is erased."""
    marks = atlas.marks[model]
    keys = {one.name for one, _root in atlas.keys(model)}
    if marks.emptied_at_erasure is not None:
        return [own_field(model, name) for name in marks.emptied_at_erasure]
    found = [
        own_field(model, name)
        for name, mark in marks.fields.items()
        if isinstance(mark, Personal) and mark.category in TELLING
    ]
    return [one for one in found if one.name not in keys]


def own_field(model: Model, name: str) -> Field:
    """The model's field of that name; raises CannotBeEmptied when it is no column."""
    one = model._meta.get_field(name)
    if not isinstance(one, models.Field):
        raise CannotBeEmptied(f"{model._meta.label}.{name}")
    return one


def by_name(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by record, those that are not zero, in order of name."""
    return {name: counts[name] for name in sorted(counts) if counts[name]}
