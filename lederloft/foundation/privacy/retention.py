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
from lederloft.foundation.privacy.atlas import Atlas, Model, read_atlas, rows
from lederloft.foundation.privacy.connections import is_municipal, wired
from lederloft.foundation.privacy.removal import Outcome, Removal, by_name, empty_fields, is_filled, own_field
from lederloft.foundation.privacy.values import Keep, KeepBy, Personal, Subject, Then

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
    sources = set()
    for model, marks in atlas.marks.items():
        if is_municipal(model) is is_installation or getattr(model, "append_only", False):
            continue
        rules: dict[Keep, list[str]] = {}
        for name, mark in marks.fields.items():
            if isinstance(mark, Personal) and isinstance(mark.keep, Keep):
                rules.setdefault(mark.keep, []).append(name)
            elif isinstance(mark, Personal) and isinstance(mark.keep, KeepBy):
                sources.add(mark.keep.source)
        for rule, names in rules.items():
            yield from _due_by_date(model, rule, names)
    for source in sorted(sources):
        yield from _due_by_source(atlas, source)


def _due_by_date(model: Model, rule: Keep, names: list[str]) -> Iterator[DueRows]:
    border = months_before(clock.today(), rule.months)
    is_moment = isinstance(own_field(model, rule.after), models.DateTimeField)
    found = rows(model).filter(**{f"{rule.after}__lt": clock.start_of_day(border) if is_moment else border})
    if rule.then == Then.BLANK_FIELD:
        found = found.filter(reduce(or_, (is_filled(own_field(model, name)) for name in names)))
    ids = tuple(found.order_by("pk").values_list("pk", flat=True)[:PORTION])
    if ids:
        yield DueRows(model, rule.then, tuple(names), ids)


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


def count_due(*, is_installation: bool) -> dict[str, int]:
    """How many rows wait for the job, by record, a portion of each rule at most. For tests and the officer's page."""
    atlas = read_atlas()
    found: dict[str, int] = {}
    for due in _due(atlas, is_installation=is_installation):
        found[atlas.what(due.model)] = found.get(atlas.what(due.model), 0) + len(due.ids)
    return by_name(found)
