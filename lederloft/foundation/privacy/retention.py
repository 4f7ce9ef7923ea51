"""Carrying out every keep rule the marks hold, in portions, so that no table is held for long."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models

from lederloft.foundation.clock import api as clock
from lederloft.foundation.privacy.atlas import Atlas, Model, Rows, count_all, read_atlas, rows
from lederloft.foundation.privacy.connections import is_municipal, wired
from lederloft.foundation.privacy.removal import Outcome, Removal, by_name, empty_fields, is_filled, own_field
from lederloft.foundation.privacy.values import Keep, KeepBy, KeepRule, Personal, Subject, Then

PORTION = 500


@dataclass(frozen=True)
class DueRows:
    """One portion of rows whose time is up."""

    model: Model
    then: Then
    fields: tuple[str, ...]
    ids: tuple[int, ...]


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or that month's last when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def carry_out_next(*, is_installation: bool, everywhere: Callable[[Removal], Outcome] | None = None) -> Outcome:
    """Carry out one portion of one rule; an empty outcome when nothing is due.

    In a scope: the municipality's tables. ``is_installation``, outside a scope: the global ones; ``everywhere``
    then lets municipal rows go that hang on those deleted, in every municipality.
    """
    atlas = read_atlas()
    for due in _due(atlas, is_installation=is_installation):
        outcome = _carry_out(atlas, due, is_installation, everywhere)
        if outcome:
            return outcome
    return Outcome()


def _carry_out(
    atlas: Atlas, due: DueRows, is_installation: bool, everywhere: Callable[[Removal], Outcome] | None
) -> Outcome:
    if due.then == Then.BLANK_FIELD:
        outcome = Outcome()
        outcome.emptied[atlas.what(due.model)] = empty_fields(due.model, due.fields, due.ids)
        return outcome
    plan = Removal(atlas, is_erasure=False, reaches_municipal=not is_installation)
    plan.delete(due.model, due.ids)
    plan.let_followers_follow(Subject())
    outcome = everywhere(plan) if everywhere else Outcome()
    outcome.add(plan.carry_out())
    return outcome


def let_go_here(plan: Removal) -> Outcome:
    """In a scope: what hangs there on the global rows that the plan deletes goes or lets go."""
    here = Removal(plan.atlas, is_erasure=False, reaches_municipal=True)
    for model, ids in plan.doomed.items():
        here.let_go(model, ids)
    for model in [model for model in here.doomed if not is_municipal(model)]:
        del here.doomed[model]
    here.let_followers_follow(Subject())
    return here.carry_out()


def _due(atlas: Atlas, *, is_installation: bool) -> Iterator[DueRows]:
    for model, rule, names in _rules(atlas, is_installation=is_installation):
        ids = tuple(_due_rows(model, rule, names).order_by("pk").values_list("pk", flat=True)[:PORTION])
        if ids:
            yield DueRows(model, rule.then, names, ids)
    for source in _sources(atlas, is_installation=is_installation):
        yield from _due_by_source(atlas, source)


def _marked(atlas: Atlas, *, is_installation: bool) -> Iterator[tuple[Model, dict[str, KeepRule]]]:
    for model, marks in atlas.marks.items():
        if is_municipal(model) is not is_installation and not getattr(model, "append_only", False):
            yield model, {name: mark.keep for name, mark in marks.fields.items() if isinstance(mark, Personal)}


def _rules(atlas: Atlas, *, is_installation: bool) -> Iterator[tuple[Model, Keep, tuple[str, ...]]]:
    """Each keep rule with a date, with the fields it holds for."""
    for model, keeps in _marked(atlas, is_installation=is_installation):
        for rule in dict.fromkeys(keep for keep in keeps.values() if isinstance(keep, Keep)):
            yield model, rule, tuple(name for name, keep in keeps.items() if keep == rule)


def _sources(atlas: Atlas, *, is_installation: bool) -> list[str]:
    marked = _marked(atlas, is_installation=is_installation)
    return sorted({keep.source for _model, keeps in marked for keep in keeps.values() if isinstance(keep, KeepBy)})


def _due_rows(model: Model, rule: Keep, names: tuple[str, ...]) -> Rows:
    border = months_before(clock.today(), rule.months)
    is_moment = isinstance(own_field(model, rule.after), models.DateTimeField)
    found = rows(model).filter(**{f"{rule.after}__lt": clock.start_of_day(border) if is_moment else border})
    if rule.then == Then.BLANK_FIELD:
        found = found.filter(reduce(or_, (is_filled(own_field(model, name)) for name in names)))
    return found


def _due_by_source(atlas: Atlas, source: str) -> Iterator[DueRows]:
    due = wired.retention[source](clock.now())
    for label, ids in due.delete.items():
        if ids:
            yield DueRows(apps.get_model(label), Then.DELETE_ROW, (), tuple(ids)[:PORTION])
    for label, ids in due.blank.items():
        model = apps.get_model(label)
        names = tuple(
            name
            for name, mark in atlas.marks[model].fields.items()
            if isinstance(mark, Personal) and isinstance(mark.keep, KeepBy) and mark.keep.source == source
        )
        if ids:
            yield DueRows(model, Then.BLANK_FIELD, names, tuple(ids)[:PORTION])


def count_due() -> dict[str, int]:
    """How many rows of the municipality in scope wait for the nightly job, by record."""
    atlas = read_atlas()
    ruled = list(_rules(atlas, is_installation=False))
    counts = count_all({str(place): _due_rows(*rule) for place, rule in enumerate(ruled)})
    found: dict[str, int] = {}
    for place, (model, _rule, _names) in enumerate(ruled):
        found[atlas.what(model)] = found.get(atlas.what(model), 0) + counts[str(place)]
    for source in _sources(atlas, is_installation=False):
        for due in _due_by_source(atlas, source):
            found[atlas.what(due.model)] = found.get(atlas.what(due.model), 0) + len(due.ids)
    return by_name(found)
