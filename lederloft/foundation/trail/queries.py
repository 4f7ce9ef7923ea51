"""Reading history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import Gone, Subject
from lederloft.foundation.tenancy.api import current_municipality
from lederloft.foundation.trail.models import TrailEntry, TrailReason, TrailSubject


@dataclass(frozen=True)
class Happened:
    """One fact as history shows it."""

    at: datetime
    kind: str
    data: Mapping[str, str | int | bool | None]
    account_id: int | None
    on_behalf_of_account_id: int | None
    via: str
    because: str


def list_history(label: str, object_id: int, *, limit: int = 200) -> list[Happened]:
    """The facts about one object, newest first. Call it inside a scope, for an object the reader may see."""
    ids = TrailSubject.objects.filter(label=label, object_id=object_id).values("entry_id")
    entries = TrailEntry.objects.filter(id__in=ids).select_related("reason").order_by("-at", "-id")[:limit]
    return [
        Happened(
            at=entry.at,
            kind=entry.kind,
            data=entry.data,
            account_id=entry.account_id,
            on_behalf_of_account_id=entry.on_behalf_of_account_id,
            via=entry.via,
            because=entry.reason.text if hasattr(entry, "reason") else "",
        )
        for entry in entries
    ]


_MOST = 5_000


def reasons_about(gone: Gone) -> Mapping[str, Collection[int]]:
    """For erasure: reasons others wrote for acts on the person, or on rows that go, may name her and go too."""
    if current_municipality() is None:
        return {}
    rows = {"organisation.person": frozenset(gone.subject.person_ids), "access.account": gone.subject.account_ids}
    for label, ids in gone.rows.items():
        rows[label] = rows.get(label, frozenset()) | frozenset(ids)
    found: set[int] = set()
    for label, ids in rows.items():
        for start in range(0, len(ids), 500):
            about = TrailSubject.objects.filter(label=label, object_id__in=sorted(ids)[start : start + 500])
            found.update(TrailReason.objects.filter(entry__in=about.values("entry_id")).values_list("pk", flat=True))
    return {"trail.trailreason": found}


def export_history(subject: Subject) -> tuple[str, Sequence[Mapping[str, object]]]:
    """For a person's own export: what has been done about her, newest first. Call it inside a scope."""
    about = TrailSubject.objects.filter(label="organisation.person", object_id__in=subject.person_ids)
    entries = TrailEntry.objects.filter(id__in=about.values("entry_id")).order_by("-at", "-id")[:_MOST]
    return N_("Historikk om deg"), [{"at": entry.at, "kind": entry.kind, "data": entry.data} for entry in entries]
