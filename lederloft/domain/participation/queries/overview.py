"""Everything the leader's first page shows of herself, in two queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.participation.queries.hours import MyGathering, MyHours
from lederloft.domain.participation.queries.places import PLACE_FIELDS, place_from, position, queue_length
from lederloft.domain.participation.rules import forecast
from lederloft.domain.participation.states import LIVE, ON_A_SEAT
from lederloft.domain.participation.values import AttendanceKind, Place
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import GatheringShown, GatheringTerms
from lederloft.domain.programmes.values import full_name
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import prepared


@dataclass(frozen=True)
class QueuePlace:
    """One's place in a queue, and how long the queue is."""

    place: Place
    edition_key: str
    edition_name: str
    module_name: str
    queue_length: int

    @property
    def title(self) -> str:
        """The edition as people speak of it."""
        return full_name(self.module_name, self.edition_name)


@dataclass(frozen=True)
class MyOverview:
    """Where one stands. ``parts`` holds, by edition key, (number, starts_at, counted minutes, attended or None)."""

    hours: tuple[MyHours, ...]
    queued: tuple[QueuePlace, ...]
    coming: tuple[MyGathering, ...]  # soonest first
    behind: tuple[MyGathering, ...]  # latest first
    parts: Mapping[str, tuple[tuple[int, datetime, int, int | None], ...]]


def get_my_overview(*, acting: Acting) -> MyOverview:
    """Seats, queue places, gatherings and hours of the acting. Two queries."""
    if acting.person_id is None:
        return MyOverview((), (), (), (), {})
    rows = _my_seats(person_id=acting.person_id)
    seated = {row[2]: row for row in rows if row[4] in ON_A_SEAT}
    found = [programmes.shown_with(row) for row in _my_gatherings(person_id=acting.person_id)] if seated else []
    gatherings = [
        MyGathering(shown, row[9], row[10], row[11], AttendanceKind(kind) if kind else None, minutes)
        for shown, (kind, minutes) in found
        if (row := seated[shown.edition_id])
    ]
    now = clock.now()
    by_edition = {
        edition_id: list(group)
        for edition_id, group in groupby(
            sorted(gatherings, key=lambda g: (g.gathering.edition_id, g.gathering.starts_at)),
            key=lambda g: g.gathering.edition_id,
        )
    }
    return MyOverview(
        hours=tuple(
            _hours(place_from(row), row[9], row[10], row[11], row[12], by_edition.get(row[2], []))
            for row in seated.values()
        ),
        queued=tuple(
            QueuePlace(place_from(row), row[9], row[10], row[11], row[13]) for row in rows if row[4] not in ON_A_SEAT
        ),
        coming=tuple(g for g in gatherings if g.gathering.ends_at > now),
        behind=tuple(g for g in reversed(gatherings) if g.gathering.ends_at <= now),
        parts={
            seated[edition_id][9]: tuple(
                (g.gathering.number, g.gathering.starts_at, g.gathering.counted_minutes, g.minutes) for g in group
            )
            for edition_id, group in by_edition.items()
        },
    )


@prepared
def _my_seats(*, person_id: int) -> QuerySet[Any, Any]:
    return (
        Seat.objects.filter(person_id=person_id, state__in=LIVE)
        .annotate(position=position(), length=queue_length())
        .order_by(F("seated_at").desc(nulls_last=True), "signed_up_at")
        .values_list(
            *PLACE_FIELDS,
            "edition__public_key",
            "edition__name",
            "edition__module__name",
            "edition__module__required_minutes",
            "length",
        )
    )


@prepared
def _my_gatherings(*, person_id: int) -> QuerySet[Any, Any]:
    seats = Seat.objects.filter(person_id=person_id, state__in=ON_A_SEAT).values("edition_id")
    own = Attendance.objects.filter(gathering_id=OuterRef("pk"), seat__person_id=person_id)
    extra = {"kind": Subquery(own.values("kind")[:1]), "minutes": Subquery(own.values("minutes")[:1])}
    return programmes.gathering_values(seats, extra=extra)[:400]


def _hours(
    place: Place,
    edition_key: str,
    edition_name: str,
    module_name: str,
    required_minutes: int,
    gatherings: list[MyGathering],
) -> MyHours:
    minutes = sum(g.minutes or 0 for g in gatherings)
    return MyHours(
        place.seat_id,
        place.seat_key,
        edition_key,
        edition_name,
        module_name,
        place.state,
        minutes,
        required_minutes,
        forecast(
            minutes=minutes,
            required_minutes=required_minutes,
            gatherings=[_terms(g.gathering) for g in gatherings],
            registered={g.gathering.gathering_id for g in gatherings if g.kind is not None},
        ),
    )


def _terms(shown: GatheringShown) -> GatheringTerms:
    return GatheringTerms(
        shown.gathering_id, shown.number, shown.starts_at, shown.ends_at, shown.counted_minutes, shown.state
    )
