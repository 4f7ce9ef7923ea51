"""Reading history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lederloft.foundation.trail.models import TrailEntry, TrailSubject


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
