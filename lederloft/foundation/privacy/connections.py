"""What privacy is told by config/wiring.py, so that it needn't know the floors above it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.module_loading import import_string

from lederloft.foundation.privacy.values import Due, Gone, Marks, Subject

RetentionSource = Callable[[datetime], Due]
Follower = Callable[[Gone], Mapping[str, Collection[Any]]]
PathsOf = Callable[[Collection[int]], Iterable[Path]]
ExportSource = Callable[[Subject], tuple[str, Sequence[Mapping[str, object]]]]


@dataclass
class Wired:
    """The dotted names, resolved."""

    municipal: type[models.Model] | None = None
    here: Callable[[], int] | None = None
    redo: Callable[..., int] | None = None
    retention: dict[str, RetentionSource] = field(default_factory=dict)
    followers: list[Follower] = field(default_factory=list)
    files: dict[str, PathsOf] = field(default_factory=dict)
    exports: list[ExportSource] = field(default_factory=list)
    borrowed: dict[str, Marks] = field(default_factory=dict)


wired = Wired()


def connect(
    *,
    municipal: str,
    here: str,
    redo: str,
    retention: Mapping[str, str],
    followers: Sequence[str] = (),
    files: Mapping[str, str] | None = None,
    exports: Sequence[str] = (),
    borrowed: Mapping[str, Marks] | None = None,
) -> None:
    """Replace what privacy knows of the floors above; ImportError at start for a name that leads nowhere.

    ``municipal`` is the base model of municipal tables; ``here`` tells which municipality is in scope; ``redo`` does
    an erasure again from its receipt. ``retention``: KeepBy source → ``due(now: datetime) -> Due``. ``followers``:
    ``follow(gone: Gone) -> {label: ids}`` of rows that must go too though no key says so. ``files``: model label →
    ``paths(ids) -> paths`` of files that go with the rows. ``exports``: ``export(subject) -> (what, rows)`` beside
    what keys lead to. ``borrowed``: marks of third-party models by label.
    """
    found = Wired(
        municipal=import_string(municipal),
        here=import_string(here),
        redo=import_string(redo),
        retention={source: import_string(name) for source, name in retention.items()},
        followers=[import_string(name) for name in followers],
        files={label: import_string(name) for label, name in (files or {}).items()},
        exports=[import_string(name) for name in exports],
        borrowed=dict(borrowed or {}),
    )
    vars(wired).update(vars(found))


def stands_until_replaced(_now: datetime) -> Due:
    """The retention source of rules that need no job: what stands until somebody writes something else."""
    return Due()


def require_scope() -> int:
    """The id of the municipality in scope."""
    if wired.here is None:
        raise RuntimeError("privacy is not connected")
    return wired.here()


def is_municipal(model: type[Any]) -> bool:
    """Whether its rows belong to a municipality and are read in a scope only."""
    return wired.municipal is not None and issubclass(model, wired.municipal)
