"""Reading for those who plan: what is on now with its seats, and an edition with everybody in it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext

from lederloft.domain.organisation import api as organisation
from lederloft.domain.participation.policies import attendance_visible_to, visible_to
from lederloft.domain.participation.queries.hours import attendance_by_seat
from lederloft.domain.participation.queries.places import QUEUE_ORDER, Seats, seat_count
from lederloft.domain.participation.rules import (
    can_be_closed,
    forecast,
    gives_seats,
    is_sign_up_open,
    lacking_minutes,
)
from lederloft.domain.participation.states import LIVE, ON_A_SEAT
from lederloft.domain.participation.values import AttendanceKind, Forecast, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionShown, EditionState, GatheringShown, GatheringTerms
from lederloft.domain.programmes.values import live_gatherings
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import prepared


@dataclass(frozen=True)
class PlannedEdition:
    """An edition as the one who plans sees it in a list."""

    edition_id: int
    edition_key: str
    name: str
    module_id: int
    module_name: str
    offer_id: int
    state: EditionState
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    starts_at: datetime | None
    ends_at: datetime | None
    gatherings: int  # those not cancelled
    held: int
    seats: Seats


@dataclass(frozen=True)
class Participant:
    """One who has a seat or stands in the queue."""

    seat_id: int
    seat_key: str
    person_id: int
    person_key: str  # empty when she has been erased: it would lead to her post
    name: str
    email: str
    state: SeatState
    seat_number: int | None
    queue_position: int | None
    signed_up_at: datetime
    minutes: int
    forecast: Forecast | None
    attendance: Mapping[int, tuple[AttendanceKind, int]]  # by gathering
    unit_name: str  # as of today
    lacking_minutes: int  # though she comes to all that is left


@dataclass(frozen=True)
class RunEdition:
    """An edition with its gatherings and everybody in it."""

    edition: EditionShown
    gatherings: tuple[GatheringShown, ...]
    seats: Seats
    rows: tuple[Participant, ...]  # on a seat by seat number, then the queue in order
    live_gatherings: tuple[GatheringShown, ...]  # those not cancelled
    is_sign_up_open: bool
    gives_seats: bool  # also outside the time for signing up
    can_be_closed: bool


_PLANNED_FIELDS = (
    "id",
    "public_key",
    "name",
    "module_id",
    "module__name",
    "module__offer_id",
    "state",
    "sign_up_opens_at",
    "sign_up_closes_at",
    "starts_at",
    "ends_at",
    "gathering_total",
    "held_total",
    "capacity",
    "taken",
    "queued",
)
_STATE = _PLANNED_FIELDS.index("state")


def list_planned_editions(
    *, acting: Acting, offer_id: int | None = None, states: Collection[EditionState] = ()
) -> list[PlannedEdition]:
    """Editions by first gathering, for the development office; nobody else gets any. One query."""
    if not programmes.may_plan(acting, None):
        return []
    rows = _planned_editions(offer_id is not None, frozenset(states), offer_id=offer_id or 0)
    return [_planned(row) for row in rows]


@prepared
def _planned_editions(
    is_of_offer: bool, states: frozenset[EditionState], /, *, offer_id: int = 0
) -> QuerySet[Any, Any]:
    editions = programmes.Edition.objects.all()
    if is_of_offer:
        editions = editions.filter(module__offer_id=offer_id)
    if states:
        editions = editions.filter(state__in=sorted(states))
    rows: QuerySet[Any, Any] = (
        programmes.with_times(editions)
        .annotate(taken=seat_count(*ON_A_SEAT), queued=seat_count(SeatState.QUEUED))
        .order_by(F("starts_at").asc(nulls_last=True), "id")
        .values_list(*_PLANNED_FIELDS)
    )
    return rows


def _planned(row: Sequence[Any]) -> PlannedEdition:
    *values, capacity, taken, queued = row
    values[_STATE] = EditionState(values[_STATE])
    values += [Seats(capacity, taken, queued)]
    return PlannedEdition(*values)


def get_run_edition(edition_key: str, *, acting: Acting) -> RunEdition:
    """An edition with those on a seat and in the queue whom the acting may see. Three queries. Raises NotFound."""
    edition, gatherings = programmes.get_edition_and_gatherings(edition_key, acting=acting)
    terms = [
        GatheringTerms(g.gathering_id, g.number, g.starts_at, g.ends_at, g.counted_minutes, g.state) for g in gatherings
    ]
    seats = visible_to(acting).filter(edition_id=edition.edition_id, state__in=LIVE)
    found = list(
        seats.annotate(unit_name=organisation.unit_name_of("person_id", on=clock.today()))
        .order_by(F("seat_number").asc(nulls_last=True), QUEUE_ORDER, "id")
        .values_list(
            "id",
            "public_key",
            "person_id",
            "person__public_key",
            "person__name",
            "person__email",
            "state",
            "seat_number",
            "signed_up_at",
            "unit_name",
        )
    )
    line = [row[0] for row in found if row[6] == SeatState.QUEUED]  # the office sees all of it
    attendance = attendance_by_seat(attendance_visible_to(acting).filter(seat__edition_id=edition.edition_id))
    rows = _participants(found, edition, line=line, terms=terms, attendance=attendance)
    taken = sum(1 for row in rows if row.state in ON_A_SEAT)
    return RunEdition(
        edition,
        gatherings,
        Seats(edition.capacity, taken, len(line)),
        tuple(rows),
        live_gatherings=live_gatherings(gatherings),
        is_sign_up_open=is_sign_up_open(edition, gatherings=gatherings, now=clock.now()),
        gives_seats=gives_seats(edition, gatherings=gatherings, now=clock.now()),
        can_be_closed=can_be_closed(edition.state, gatherings),
    )


def _participants(
    found: Iterable[Sequence[Any]],
    edition: EditionShown,
    *,
    line: Sequence[int],
    terms: Sequence[GatheringTerms],
    attendance: Mapping[int, Mapping[int, tuple[AttendanceKind, int]]],
) -> list[Participant]:
    nothing: dict[int, tuple[AttendanceKind, int]] = {}
    states = {state.value: state for state in SeatState}
    position = {seat_id: number for number, seat_id in enumerate(line, 1)}
    rows = []
    for seat_id, seat_key, person_id, person_key, name, email, code, number, signed_up_at, unit_name in found:
        state = states[code]
        own = attendance.get(seat_id, nothing)
        minutes = sum([m for _kind, m in own.values()])
        course = (
            forecast(minutes=minutes, required_minutes=edition.required_minutes, gatherings=terms, registered=own)
            if state in ON_A_SEAT
            else None
        )
        rows.append(
            Participant(
                seat_id=seat_id,
                seat_key=seat_key,
                person_id=person_id,
                person_key=person_key if name else "",
                name=name or gettext("Slettet person"),
                email=email,
                state=state,
                seat_number=number,
                queue_position=position.get(seat_id),
                signed_up_at=signed_up_at,
                minutes=minutes,
                forecast=course,
                attendance=own,
                unit_name=unit_name or "",
                lacking_minutes=lacking_minutes(
                    minutes=minutes, required_minutes=edition.required_minutes, gatherings=terms, registered=own
                )
                if course is Forecast.CAN_NO_LONGER
                else 0,
            )
        )
    return rows
