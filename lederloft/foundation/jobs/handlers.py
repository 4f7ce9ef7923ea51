"""Which function does which kind of job. Filled by config/wiring.py, so that nobody imports upward."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.module_loading import import_string

from lederloft.foundation.jobs.errors import UnknownKind
from lederloft.foundation.jobs.values import Job, Recurring

Handler = Callable[[Job], None]


@dataclass(frozen=True)
class KindRules:
    """What is known about one kind of job."""

    handler: Handler
    may_lack_municipality: bool


_kinds: dict[str, KindRules] = {}
_schedule: list[Recurring] = []


def connect(
    handlers: Mapping[str, str],
    *,
    without_municipality: Collection[str] = (),
    schedule: Sequence[Recurring] = (),
) -> None:
    """Replace the table of job kind → dotted name of ``handler(job: Job) -> None``.

    ``without_municipality`` lists the kinds that may have none: account acts and upkeep of the installation.
    Raises ImportError for a dotted name that leads nowhere, UnknownKind for a listed kind without a handler.
    """
    kinds = {
        kind: KindRules(import_string(dotted), may_lack_municipality=kind in without_municipality)
        for kind, dotted in handlers.items()
    }
    for kind in [*without_municipality, *(entry.kind for entry in schedule)]:
        if kind not in kinds:
            raise UnknownKind(kind=kind)
    _kinds.clear()
    _kinds.update(kinds)
    _schedule[:] = schedule


def require_kind(kind: str) -> KindRules:
    """What is known about the kind; raises UnknownKind."""
    try:
        return _kinds[kind]
    except KeyError:
        raise UnknownKind(kind=kind) from None


def list_schedule() -> tuple[Recurring, ...]:
    """What is done again and again."""
    return tuple(_schedule)
