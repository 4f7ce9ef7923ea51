"""What must be true of an organisation, as plain functions: periods that meet, a tree on every day, posts once held.

A unit's history is a list of spans in order, without gap or overlap. A change holds from its day until the next
change of the same thing that was already planned.
"""

import dataclasses
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from lederloft.domain.organisation.errors import (
    LastDayAlreadySet,
    LevelsNotInOrder,
    NumberNotFourDigits,
    OrganisationNumberWrong,
    PersonAlreadyThere,
    PostAlreadyHeld,
    SiblingHasName,
    UnitNotThere,
    UnitUnderItself,
)
from lederloft.domain.organisation.values import Holding, LevelName, Span, UnitState
from lederloft.foundation.dated.values import Period, find_on, is_valid_on, overlaps

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
V = TypeVar("V", bound="DataclassInstance")

_DAY = timedelta(days=1)
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
LARGEST_LOGO_KB, LARGEST_LOGO_SIDE = 500, 2000

Histories = Mapping[int, Sequence[Span[UnitState]]]
Parents = Mapping[int, int | None]


# --- the municipality itself


def clean_organisation_number(written: str) -> str:
    """Nine digits from 8 or 9, spaces taken out; raises OrganisationNumberWrong unless the check digit is right."""
    digits = re.sub(r"\s", "", written)
    if not re.fullmatch(r"[89][0-9]{8}", digits):
        raise OrganisationNumberWrong(number=written)
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11
    if (0 if rest == 0 else 11 - rest) != int(digits[8]):
        raise OrganisationNumberWrong(number=written)
    return digits


def clean_municipality_number(written: str) -> str:
    """Four digits; raises NumberNotFourDigits."""
    digits = written.strip()
    if not re.fullmatch(r"[0-9]{4}", digits):
        raise NumberNotFourDigits(number=written)
    return digits


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG as its head tells them; None when it tells nothing of the kind."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and len(content) >= 33:
        size = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
        return size if all(size) else None
    at = 2
    while content.startswith(b"\xff\xd8") and at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            size = int.from_bytes(content[at + 7 : at + 9], "big"), int.from_bytes(content[at + 5 : at + 7], "big")
            return size if all(size) else None
        at += 2 + max(length, 2)
    return None


def require_levels_in_order(levels: Sequence[LevelName]) -> None:
    """Numbered 1, 2, 3 … with names that differ; raises LevelsNotInOrder."""
    names = {level.name.casefold() for level in levels}
    if [level.rank for level in levels] != list(range(1, len(levels) + 1)) or len(names) != len(levels) or not levels:
        raise LevelsNotInOrder


# --- histories


def changed_from(spans: Sequence[Span[V]], on: date, **changes: object) -> list[Span[V]]:
    """The history with the attributes changed from the day on, each until its own next planned change.

    ``spans`` is in order and its first begins on the day or before.
    """
    changed: list[Span[V]] = []
    holding = find_on(spans, on)
    if holding is None:
        raise LookupError("nothing holds on that day")
    running = dict(changes)
    for span in spans:
        if span.valid_to is not None and span.valid_to < on:
            changed.append(span)
            continue
        if span.valid_from < on:
            changed.append(Span(Period(span.valid_from, on - _DAY), span.value))
        running = {k: v for k, v in running.items() if getattr(span.value, k) == getattr(holding.value, k)}
        written: Any = dataclasses.replace(span.value, **running)
        changed.append(Span(Period(max(on, span.valid_from), span.valid_to), written))
    return joined(changed)


def ended_on(spans: Sequence[Span[V]], last: date) -> list[Span[V]]:
    """The history with that day as its last; later plans fall away."""
    kept = [span for span in spans if span.valid_from <= last]
    return [
        span if span.valid_to is not None and span.valid_to <= last else Span(Period(span.valid_from, last), span.value)
        for span in kept
    ]


def joined(spans: Iterable[Span[T]]) -> list[Span[T]]:
    """The same history with as few spans as can tell it."""
    result: list[Span[T]] = []
    for span in spans:
        last = result[-1] if result else None
        if last and last.value == span.value and last.valid_to and last.valid_to + _DAY == span.valid_from:
            result[-1] = Span(Period(last.valid_from, span.valid_to), span.value)
        else:
            result.append(span)
    return result


def lifetime(spans: Sequence[Span[V]]) -> Period:
    """From the first day of a history to its last."""
    return Period(spans[0].valid_from, spans[-1].valid_to)


def covers(outer: Period, inner: Period) -> bool:
    """Whether every day of the inner period lies in the outer one."""
    if inner.valid_from < outer.valid_from:
        return False
    return outer.valid_to is None or (inner.valid_to is not None and inner.valid_to <= outer.valid_to)


def require_shorter(period: Period, last: date) -> None:
    """The new last day lies within the period. Raises PeriodEndsBeforeStart, LastDayAlreadySet."""
    Period(period.valid_from, last)
    if period.valid_to is not None and last > period.valid_to:
        raise LastDayAlreadySet(valid_to=period.valid_to)


def written_from(spans: Sequence[Span[str]], on: date, text: str) -> list[Span[str]]:
    """The history of a text with another one from the day on, until the next change already planned."""
    earlier = [span for span in spans if span.valid_from < on]
    later = [span for span in spans if span.valid_from >= on]
    if later and later[0].valid_from == on:
        until = later.pop(0).valid_to
    elif earlier and find_on(earlier, on):
        until = earlier[-1].valid_to
    else:
        until = later[0].valid_from - _DAY if later else None
    if earlier and find_on(earlier, on):
        earlier[-1] = Span(Period(earlier[-1].valid_from, on - _DAY), earlier[-1].value)
    return joined([*earlier, Span(Period(on, until), text), *later])


# --- the tree


def tree_on(histories: Histories, on: date) -> dict[int, UnitState]:
    """Every unit that exists on the day, as it is then."""
    found = {unit_id: find_on(spans, on) for unit_id, spans in histories.items()}
    return {unit_id: span.value for unit_id, span in found.items() if span is not None}


def unit_ids_below(parents: Parents, unit_ids: Collection[int]) -> frozenset[int]:
    """The units themselves and all below them; ids outside the tree give nothing."""
    children: dict[int | None, list[int]] = {}
    for unit_id, parent_id in parents.items():
        children.setdefault(parent_id, []).append(unit_id)
    found: set[int] = set()
    waiting = [unit_id for unit_id in unit_ids if unit_id in parents]
    while waiting:
        unit_id = waiting.pop()
        if unit_id not in found:
            found.add(unit_id)
            waiting.extend(children.get(unit_id, ()))
    return frozenset(found)


def path_to(parents: Parents, unit_id: int) -> tuple[int, ...]:
    """The ids from the top down to the unit; only as far as the tree reaches, should it be broken."""
    path: list[int] = []
    here: int | None = unit_id
    while here is not None and here in parents and here not in path:
        path.append(here)
        here = parents[here]
    return tuple(reversed(path))


def reaches_top(parents: Parents, unit_id: int) -> bool:
    """Whether the way up from the unit ends at a unit without a parent."""
    path = path_to(parents, unit_id)
    return bool(path) and parents[path[0]] is None


def in_tree_order(tree: Mapping[int, UnitState]) -> list[tuple[int, int]]:
    """(unit id, depth) from the top down, each unit before those below it, siblings by name."""
    children: dict[int | None, list[int]] = {}
    for unit_id, state in tree.items():
        children.setdefault(state.parent_id, []).append(unit_id)
    for siblings in children.values():
        siblings.sort(key=lambda unit_id: (tree[unit_id].name.casefold(), unit_id), reverse=True)
    ordered: list[tuple[int, int]] = []
    waiting = [(unit_id, 0) for unit_id in children.get(None, ())]
    while waiting:
        unit_id, depth = waiting.pop()
        ordered.append((unit_id, depth))
        waiting.extend((child, depth + 1) for child in children.get(unit_id, ()))
    return ordered


def is_parent_after(unit_id: int, last: date, spans: Iterable[Span[UnitState]]) -> bool:
    """Whether the history places its unit under that one on any day after the last."""
    return any(span.value.parent_id == unit_id and (span.valid_to is None or span.valid_to > last) for span in spans)


def days_of_change(histories: Histories, within: Period) -> list[date]:
    """The days on which the tree may look different, beginning with the first of the period."""
    days = {within.valid_from}
    for spans in histories.values():
        for span in spans:
            days.add(span.valid_from)
            if span.valid_to is not None and span.valid_to < date.max:
                days.add(span.valid_to + _DAY)
    return sorted(day for day in days if is_valid_on(within, day))


def require_place(histories: Histories, unit_id: int, within: Period) -> None:
    """On every day of the period the unit stands under a unit that exists, not below itself, with a name of its own.

    Raises UnitNotThere (naming the parent), UnitUnderItself, SiblingHasName.
    """
    for day in days_of_change(histories, within):
        tree = tree_on(histories, day)
        if unit_id not in tree:
            continue
        state = tree[unit_id]
        if state.parent_id is None:
            continue
        if state.parent_id not in tree:
            raise UnitNotThere(unit=_last_name(histories, state.parent_id), on=day)
        if not reaches_top({key: value.parent_id for key, value in tree.items()}, unit_id):
            raise UnitUnderItself(unit=state.name, on=day)
        for other_id, other in tree.items():
            if (
                other_id != unit_id
                and other.parent_id == state.parent_id
                and other.name.casefold() == state.name.casefold()
            ):
                raise SiblingHasName(unit=state.name, on=day)


def _last_name(histories: Histories, unit_id: int) -> str:
    spans = histories.get(unit_id)
    return spans[-1].value.name if spans else ""


# --- posts


def require_free(held: Iterable[Holding], new: Holding) -> None:
    """One holder at a time, and beside her at most one acting; nobody holds a post twice on one day.

    Raises PostAlreadyHeld, PersonAlreadyThere.
    """
    for holding in held:
        if overlaps([holding.period, new.period]):
            if holding.person_id == new.person_id:
                raise PersonAlreadyThere(valid_from=holding.period.valid_from)
            if holding.kind == new.kind:
                raise PostAlreadyHeld(valid_from=holding.period.valid_from)
