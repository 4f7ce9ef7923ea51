"""Who acts right now, so that facts needn't be told. Bound by the use case."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.errors import NobodyActs
from lederloft.foundation.trail.models import InstallationEntry, TrailEntry, TrailReason, TrailSubject
from lederloft.foundation.trail.values import Fact, Via


@dataclass
class Binding:
    """One act: who, through which door, why, and what has been recorded so far."""

    account_id: int | None
    on_behalf_of_account_id: int | None
    via: Via
    municipality_id: int | None
    at: datetime
    facts: list[Fact] = field(default_factory=list)


_binding: ContextVar[Binding | None] = ContextVar("trail", default=None)


@contextmanager
def bound(
    *,
    account_id: int | None,
    on_behalf_of_account_id: int | None = None,
    via: Via,
    municipality_id: int | None,
) -> Iterator[Binding]:
    """Bind the trail to one act."""
    binding = Binding(account_id, on_behalf_of_account_id, via, municipality_id, clock.now())
    token = _binding.set(binding)
    try:
        yield binding
    finally:
        _binding.reset(token)


def current_binding() -> Binding | None:
    """The act under way, or None."""
    return _binding.get()


def record(fact: Fact, *, because: str = "") -> None:
    """Write a fact in the act's own transaction. ``because`` is a person's own words and is kept apart.

    Raises NobodyActs outside a use case.
    """
    entries = record_all([fact])
    if because and entries:
        TrailReason.objects.create(entry=entries[0], text=because, written_at=entries[0].at)


def record_all(facts: Sequence[Fact]) -> list[TrailEntry]:
    """Write many facts at once, in a number of statements that doesn't grow with them.

    Raises NobodyActs outside a use case.
    """
    binding = _binding.get()
    if binding is None:
        raise NobodyActs
    binding.facts.extend(facts)
    common = {
        "at": binding.at,
        "account_id": binding.account_id,
        "on_behalf_of_account_id": binding.on_behalf_of_account_id,
        "via": binding.via,
    }
    if binding.municipality_id is None:
        InstallationEntry.objects.bulk_create(
            InstallationEntry(kind=fact.kind(), data=fact.data(), **common) for fact in facts
        )
        return []
    entries = TrailEntry.objects.bulk_create(TrailEntry(kind=fact.kind(), data=fact.data(), **common) for fact in facts)
    TrailSubject.objects.bulk_create(
        TrailSubject(entry=entry, label=label, object_id=object_id)
        for entry, fact in zip(entries, facts, strict=True)
        for label, object_id in fact.subjects()
    )
    return entries
