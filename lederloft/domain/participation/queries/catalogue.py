"""Reading what can be joined, as one person sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.participation.queries.places import EDITION, Seats, find_place_of, seat_count
from lederloft.domain.participation.rules import forecast, gives_seats, is_sign_up_open
from lederloft.domain.participation.states import LIVE, ON_A_SEAT
from lederloft.domain.participation.values import AttendanceKind, Forecast, Place, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionShown, EditionState, GatheringShown, GatheringTerms
from lederloft.domain.programmes.values import full_name
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.tenancy.api import Window, prepared


@dataclass(frozen=True)
class CatalogueRow:
    """An edition that can be joined, as one person sees it."""

    edition_id: int
    edition_key: str
    edition_name: str
    module_name: str
    offer_key: str
    offer_name: str
    focus_area: str
    rests_on_quote: str
    rests_on_source: str
    state: EditionState
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    gatherings: int
    required_minutes: int
    seats: Seats
    my_state: SeatState | None

    @property
    def title(self) -> str:
        """The edition as people speak of it."""
        return full_name(self.module_name, self.edition_name)


@dataclass(frozen=True)
class EditionPage:
    """An edition as one person sees it."""

    edition: EditionShown
    gatherings: tuple[GatheringShown, ...]
    seats: Seats
    my_place: Place | None
    my_minutes: int
    my_attendance: Mapping[int, tuple[AttendanceKind, int]]  # by gathering
    my_forecast: Forecast | None  # None without a seat
    is_sign_up_open: bool
    gives_seats: bool  # also outside the time for signing up


_CATALOGUE_FIELDS = (
    "id",
    "public_key",
    "name",
    "module__name",
    "module__offer__public_key",
    "module__offer__name",
    "module__offer__focus_area",
    "module__offer__rests_on_quote",
    "module__offer__rests_on_source",
    "state",
    "sign_up_opens_at",
    "sign_up_closes_at",
    "starts_at",
    "ends_at",
    "gathering_total",
    "module__required_minutes",
    "capacity",
    "taken",
    "queued",
    "my_state",
)
_STATE = _CATALOGUE_FIELDS.index("state")


def list_catalogue(
    *, acting: Acting, is_open_only: bool = True, limit: int = 100, offset: int = 0
) -> list[CatalogueRow]:
    """What can be joined, soonest first. ``is_open_only=False``: also what is running, done or cancelled. One query."""
    window = Window(limit, offset=offset)
    rows = _catalogue(programmes.roles_of(acting), is_open_only, person_id=acting.person_id or 0, window=window)
    return [_catalogue_row(row) for row in rows]


@prepared
def _catalogue(roles: frozenset[Role], is_open_only: bool, /, *, person_id: int) -> QuerySet[Any, Any]:
    editions = programmes.visible_to(programmes.with_roles(roles, person_id=person_id))
    if is_open_only:
        editions = editions.filter(state=EditionState.OPEN)
    mine = Seat.objects.filter(edition_id=EDITION, person_id=person_id, state__in=LIVE)
    rows: QuerySet[Any, Any] = (
        programmes.with_times(editions)
        .annotate(
            taken=seat_count(*ON_A_SEAT),
            queued=seat_count(SeatState.QUEUED),
            my_state=Subquery(mine.values("state")[:1]),
        )
        .order_by(F("starts_at").asc(nulls_last=True), "id")
        .values_list(*_CATALOGUE_FIELDS)
    )
    return rows


def _catalogue_row(row: Sequence[Any]) -> CatalogueRow:
    *values, capacity, taken, queued, my_state = row
    values[_STATE] = EditionState(values[_STATE])
    values += [Seats(capacity, taken, queued), SeatState(my_state) if my_state else None]
    return CatalogueRow(*values)


def count_catalogue(*, acting: Acting, is_open_only: bool = True) -> int:
    """How many rows the catalogue has."""
    editions = programmes.visible_to(acting)
    return (editions.filter(state=EditionState.OPEN) if is_open_only else editions).count()


def get_edition_page(edition_key: str, *, acting: Acting) -> EditionPage:
    """An edition as the acting sees it, with her own place and hours. Three queries. Raises NotFound."""
    person_id = acting.person_id or 0
    found = _edition_in_numbers(programmes.roles_of(acting), public_key=edition_key, person_id=person_id)
    if not found:
        raise NotFound
    edition, (taken, queued) = programmes.edition_shown(found[0])
    told = [programmes.shown_with(row) for row in _gatherings(edition_id=edition.edition_id, person_id=person_id)]
    gatherings = tuple(gathering for gathering, _mine in told)
    place = find_place_of(edition.edition_id, person_id=person_id)
    attendance: dict[int, tuple[AttendanceKind, int]] = {}
    if place is not None and place.state in ON_A_SEAT:
        attendance = {g.gathering_id: (AttendanceKind(kind), minutes) for g, (kind, minutes) in told if kind}
    minutes = sum(minutes for _kind, minutes in attendance.values())
    now = clock.now()
    return EditionPage(
        edition=edition,
        gatherings=gatherings,
        seats=Seats(edition.capacity, taken, queued),
        my_place=place,
        my_minutes=minutes,
        my_attendance=attendance,
        my_forecast=forecast(
            minutes=minutes,
            required_minutes=edition.required_minutes,
            gatherings=_terms(gatherings),
            registered=attendance,
        )
        if place is not None and place.state in ON_A_SEAT
        else None,
        is_sign_up_open=is_sign_up_open(edition, gatherings=gatherings, now=now),
        gives_seats=gives_seats(edition, gatherings=gatherings, now=now),
    )


@prepared
def _edition_in_numbers(roles: frozenset[Role], /, *, public_key: str, person_id: int = 0) -> QuerySet[Any, Any]:
    seen = programmes.visible_to(programmes.with_roles(roles, person_id=person_id)).filter(public_key=public_key)
    counted = seen.annotate(taken=seat_count(*ON_A_SEAT), queued=seat_count(SeatState.QUEUED))
    return programmes.edition_values(counted, "taken", "queued")


@prepared
def _gatherings(*, edition_id: int, person_id: int) -> QuerySet[Any, Any]:
    own = Attendance.objects.filter(gathering_id=OuterRef("pk"), seat__person_id=person_id, seat__state__in=LIVE)
    extra = {"kind": Subquery(own.values("kind")[:1]), "minutes": Subquery(own.values("minutes")[:1])}
    return programmes.gathering_values_of(edition_id, extra=extra)


def _terms(gatherings: Sequence[GatheringShown]) -> list[GatheringTerms]:
    return [
        GatheringTerms(g.gathering_id, g.number, g.starts_at, g.ends_at, g.counted_minutes, g.state) for g in gatherings
    ]
