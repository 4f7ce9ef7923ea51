"""All that is stored about one person, as she may have it herself."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models

from lederloft.foundation.privacy.atlas import Atlas, Model, count_all, municipality_key, read_atlas, rows
from lederloft.foundation.privacy.connections import is_municipal, wired
from lederloft.foundation.privacy.erasing import own_rows
from lederloft.foundation.privacy.values import Category, Impersonal, Personal, Subject

MOST_ROWS = 5_000
_TITLES = ("title", "name", "text", "email")


def count_about(subject: Subject, *, municipality_id: int) -> dict[str, int]:
    """How many rows about her each record holds, by the record's name. Call it in the scope."""
    atlas = read_atlas()
    own = {
        model._meta.label: (atlas.what(model), held)
        for model in atlas.marks
        if (held := _own_here(atlas, model, subject, municipality_id)) is not None
    }
    counts = count_all({label: held for label, (_what, held) in own.items()})
    found: dict[str, int] = {}
    for label, (what, _held) in own.items():
        found[what] = found.get(what, 0) + counts[label]
    return found


def export_about(subject: Subject, *, municipality_id: int) -> list[dict[str, Any]]:
    """Everything about her, by record: rows about her, and where else her key stands. Call it in the scope.

    Secrets are left out, and so is what the rows say of others. At most 5 000 rows of each record; how many more
    there are stands beside them.
    """
    atlas = read_atlas()
    found: list[dict[str, Any]] = []
    for model, marks in atlas.marks.items():
        record: dict[str, Any] = {"record": marks.what, "table": model._meta.label_lower}
        own = _own_here(atlas, model, subject, municipality_id)
        if own is not None:
            _fill(record, "rows", own, [_row(atlas, one) for one in own.order_by("pk")[:MOST_ROWS]])
        mentions = _mentions(atlas, model, subject, municipality_id)
        if mentions:
            record["mentioned_in"] = mentions
        if record.get("rows") or mentions:
            found.append(record)
    for source in wired.exports:
        what, told = source(subject)
        if told:
            found.append({"record": what, "rows": [_plain_row(row) for row in told[:MOST_ROWS]]})
    return found


def _fill(record: dict[str, Any], name: str, own: Any, told: list[dict[str, Any]]) -> None:
    record[name] = told
    if len(told) == MOST_ROWS:
        record["rows_left_out"] = own.count() - MOST_ROWS


def _own_here(atlas: Atlas, model: Model, subject: Subject, municipality_id: int) -> Any:
    own = own_rows(atlas, model, subject)
    key = municipality_key(model)
    if own is None or key is None:
        return own
    return own.filter(models.Q(**{key: municipality_id}) | models.Q(**{f"{key}__isnull": True}))


def _mentions(atlas: Atlas, model: Model, subject: Subject, municipality_id: int) -> list[dict[str, Any]]:
    found = []
    for one, root in atlas.keys(model):
        if atlas.is_way(model, one) or not subject.ids(root) or not is_municipal(model):
            continue
        mentioned = rows(model).filter(**{f"{one.attname}__in": subject.ids(root)})
        keys = list(mentioned.order_by("pk").values_list("public_key", flat=True)[:MOST_ROWS])
        if keys:
            found.append({"as": one.name, "public_keys": keys})
    return found


def _row(atlas: Atlas, row: models.Model) -> dict[str, Any]:
    model = type(row)
    marks = atlas.marks[model].fields
    told: dict[str, Any] = {}
    for one in model._meta.local_concrete_fields:
        mark = marks.get(one.name)
        if one.primary_key or one.name == "municipality":
            continue
        if isinstance(mark, Personal) and mark.category == Category.CREDENTIAL:
            continue
        if one.is_relation:
            target = _title(atlas, row, one)
            if target:
                told[one.name] = target
        elif not _is_key(atlas, model, one.name):
            told[one.name] = _plain(getattr(row, one.attname))
    return told


def _is_key(atlas: Atlas, model: Model, name: str) -> bool:
    return name.endswith("_id") or any(one.name == name for one, _root in atlas.keys(model))


def _title(atlas: Atlas, row: models.Model, one: Any) -> Any:
    """What the row it points to is called, when that isn't another person's data."""
    if getattr(row, one.attname) is None or one.related_model in atlas.roots.values():
        return None
    target = getattr(row, one.name)
    marks = atlas.marks.get(type(target))
    for name in _TITLES if marks else ():
        if marks and isinstance(marks.fields.get(name), Impersonal):
            return _plain(getattr(target, name))
    return getattr(target, "public_key", None)


def _plain_row(row: Mapping[str, object]) -> dict[str, object]:
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)
