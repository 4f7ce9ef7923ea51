"""The ways between rows, read off the models and their marks: from a row to the person it is about, and from a row
to those that hang on it. Nothing here is listed by hand, so a new table is found the day it is made."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from lederloft.foundation.privacy.connections import is_municipal, require_scope, wired
from lederloft.foundation.privacy.marks import marked_models
from lederloft.foundation.privacy.values import KeepWith, Marks, Personal, Subject

if TYPE_CHECKING:
    Field = models.Field[Any, Any]
    ForeignKey = models.ForeignKey[Any, Any]
    Rows = models.QuerySet[Any]
else:  # Django's classes take no parameters when they run
    Field, ForeignKey, Rows = models.Field, models.ForeignKey, models.QuerySet

Model = type[models.Model]
ROOTS = ("person", "account")
CHUNK = 500


class NoWayToPerson(Exception):
    """A model's ``subject`` doesn't lead to a person or an account."""


@dataclass(frozen=True)
class Way:
    """A lookup from a model to a table a person is known by; ``kind`` is the field that must name that table."""

    lookup: str
    root: str
    kind: str = ""

    def leads_to(self, subject: Subject) -> models.Q:
        """Condition for the rows about her."""
        named = models.Q(**{self.kind: self.root}) if self.kind else models.Q()
        return named & models.Q(**{f"{self.lookup}__in": subject.ids(self.root)})


@dataclass
class Atlas:
    """All models of ours with their marks, third-party ones that wiring marks, and every key between tables."""

    marks: dict[Model, Marks] = field(default_factory=dict)
    roots: dict[str, Model] = field(default_factory=dict)
    children: dict[Model, list[tuple[Model, ForeignKey]]] = field(default_factory=dict)

    def keys(self, model: Model) -> Iterator[tuple[Field, str]]:
        """The fields that hold the key of a person or an account, with which of the two."""
        for one in model._meta.local_concrete_fields:
            root = self._root(one)
            if root:
                yield one, root

    def ways(self, model: Model, seen: tuple[Model, ...] = ()) -> list[Way]:
        """The ways to the person the model's rows are about; none when they are about nobody."""
        marks = self.marks.get(model)
        if marks is None or marks.subject is None:
            return []
        name = model._meta.model_name or ""
        if marks.subject == "id" and self.roots.get(name) is model:
            return [Way("pk", name)]
        one = model._meta.get_field(marks.subject)
        if not isinstance(one, models.Field) or model in seen:
            raise NoWayToPerson(f"{model._meta.label}.{marks.subject}")
        if marks.subject_kind:
            return [Way(one.attname, root, marks.subject_kind) for root in ROOTS]
        root = self._root(one)
        if root:
            return [Way(one.attname, root)]
        parent = one.related_model
        further = self.ways(parent, (*seen, model)) if isinstance(parent, type) else []
        if not further:
            raise NoWayToPerson(f"{model._meta.label}.{marks.subject}")
        prefix = f"{one.name}__"
        return [Way(prefix + way.lookup, way.root, prefix + way.kind if way.kind else "") for way in further]

    def is_way(self, model: Model, one: Field) -> bool:
        """Whether the field itself holds the key of the person the row is about."""
        return any(way.lookup == one.attname for way in self.ways(model))

    def is_kept(self, model: Model) -> bool:
        """Whether its rows outlive the person they are about."""
        marks = self.marks.get(model)
        return bool(getattr(model, "append_only", False)) or (marks is not None and marks.kept_at_erasure is not None)

    def goes_with(self, model: Model, key: Field) -> bool:
        """Whether a row of the model lives and dies with the row that the key points to."""
        marks = self.marks.get(model)
        rules = [] if marks is None else [m.keep for m in marks.fields.values() if isinstance(m, Personal)]
        return any(isinstance(rule, KeepWith) and rule.owner in {key.name, key.attname} for rule in rules)

    def what(self, model: Model) -> str:
        """The record's name in bokmål; the table's own for what no marks name."""
        return self.marks[model].what if model in self.marks else str(model._meta.verbose_name_plural)

    def in_deletion_order(self, chosen: Collection[Model]) -> list[Model]:
        """Those that hang on others first. Circles are cut: the database checks keys at the end of the act."""
        parents = {
            model: {
                one.related_model
                for one in model._meta.local_concrete_fields
                if isinstance(one, models.ForeignKey) and one.related_model in chosen and one.related_model is not model
            }
            for model in chosen
        }
        while True:
            try:
                return list(reversed(list(TopologicalSorter(parents).static_order())))
            except CycleError as circle:
                parent, child = circle.args[1][:2]
                parents[child].discard(parent)

    def _root(self, one: Field) -> str | None:
        if one.is_relation:
            return next((root for root, model in self.roots.items() if one.related_model is model), None)
        if one.primary_key or not isinstance(one, models.IntegerField):
            return None
        word = one.name.removesuffix("_id").rsplit("_", 1)[-1]
        return word if word in ROOTS else None


def read_atlas() -> Atlas:
    """Read the models anew; it takes a few milliseconds."""
    atlas = Atlas(marks=dict(marked_models()))
    for label, marks in wired.borrowed.items():
        atlas.marks[apps.get_model(label)] = marks
    for model, marks in atlas.marks.items():
        if marks.subject == "id" and model._meta.model_name in ROOTS:
            atlas.roots[model._meta.model_name] = model
    for model in apps.get_models(include_auto_created=True):
        for one in model._meta.local_concrete_fields:
            if isinstance(one, models.ForeignKey):
                atlas.children.setdefault(one.related_model, []).append((model, one))
    return atlas


def rows(model: Model) -> Rows:
    """All rows that may be seen from here: of the municipality in scope, or of a global table."""
    return model._base_manager.get_queryset()


def label_of(model: Model) -> str:
    """ "organisation.person": how followers, files and receipts name a table."""
    return model._meta.label_lower


def municipality_key(model: Model) -> str | None:
    """The key of a global table's rows to their municipality, when they have one."""
    tenant = _tenant()
    if is_municipal(model):
        return None
    for one in model._meta.local_concrete_fields:
        if tenant is not None and one.related_model is tenant:
            return one.attname
    return None


def count_all(found: Mapping[str, Rows]) -> dict[str, int]:
    """How many rows each holds, in one query. In a scope."""
    tenant = _tenant()
    if tenant is None or not found:
        return {}
    number = models.Func("pk", function="COUNT", output_field=models.IntegerField())
    counts = {
        f"n{place}": models.Subquery(one.order_by().annotate(counted_here=number).values("counted_here"))
        for place, one in enumerate(found.values())
    }
    row = tenant._base_manager.filter(pk=require_scope()).values_list(*counts.values()).get()
    # A condition that can't be met isn't even asked, and answers None.
    return {name: count or 0 for name, count in zip(found, row, strict=True)}


def _tenant() -> Model | None:
    if wired.municipal is None:
        return None
    tenant = wired.municipal._meta.get_field("municipality").related_model
    # An abstract model keeps the name as it was written: "tenancy.Municipality".
    return tenant if isinstance(tenant, type) else apps.get_model(str(tenant))


def in_chunks(ids: Collection[Any]) -> Iterator[list[Any]]:
    """Ids in portions that every database takes in one statement."""
    ordered = sorted(ids, key=str) if any(isinstance(one, str) for one in ids) else sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
