"""What things are called, by their ids: for pages that tell somebody what a message to her was about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from lederloft.domain.programmes.models import Edition, Gathering
from lederloft.domain.programmes.values import full_name, gathering_name


@dataclass(frozen=True)
class Named:
    """An edition, or a gathering of it with its time."""

    edition_key: str
    title: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def name_editions(edition_ids: Collection[int]) -> dict[int, Named]:
    """By id, for one who was told of them. One query, none for nothing."""
    rows = Edition.objects.filter(pk__in=edition_ids).values_list("pk", "public_key", "module__name", "name")
    return {pk: Named(key, full_name(module, name)) for pk, key, module, name in rows} if edition_ids else {}


def name_gatherings(gathering_ids: Collection[int]) -> dict[int, Named]:
    """By id, for one who was told of them: as they stand in calendars. One query, none for nothing."""
    if not gathering_ids:
        return {}
    rows = Gathering.objects.filter(pk__in=gathering_ids).values_list(
        "pk", "edition__public_key", "edition__module__name", "number", "title", "starts_at", "ends_at"
    )
    return {
        pk: Named(key, gathering_name(module, number, title), starts_at, ends_at)
        for pk, key, module, number, title, starts_at, ends_at in rows
    }
