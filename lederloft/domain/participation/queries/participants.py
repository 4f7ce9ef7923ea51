"""Reading who takes part, for those who run an edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext

from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.participation.policies import (
    attendance_visible_to,
    may_record_attendance,
    visible_to,
)
from lederloft.domain.participation.queries.hours import attendance_by_seat
from lederloft.domain.participation.rules import forecast
from lederloft.domain.participation.states import LIVE, ON_A_SEAT
from lederloft.domain.participation.values import AttendanceKind, Forecast, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionShown, GatheringShown
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound


@dataclass(frozen=True)
class Participant:
    """One row of the participants table."""

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
    unit_name: str = ""  # as of today, where it was asked for
    lacking_minutes: int = 0  # though she comes to all that is left, where it was asked for


@dataclass(frozen=True)
class SheetRow:
    """One person on the attendance list of a gathering."""

    seat_id: int
    seat_key: str
    name: str
    kind: AttendanceKind | None
    minutes: int | None


@dataclass(frozen=True)
class AttendanceSheet:
    """The attendance list of a gathering."""

    gathering: GatheringShown
    edition: EditionShown
    rows: tuple[SheetRow, ...]


def list_participants(edition_key: str, *, acting: Acting, is_with_ended: bool = False) -> list[Participant]:
    """Those on a seat by name, then the queue in order; ``is_with_ended``: then those who left. Four queries.

    Only rows the acting may see with a name: for a leader her own, for those who hold gatherings not the queue.
    Raises NotFound.
    """
    edition = programmes.get_edition(edition_key, acting=acting)
    seats = visible_to(acting).filter(edition_id=edition.edition_id)
    if not is_with_ended:
        seats = seats.filter(state__in=LIVE)
    rows = seats.order_by("person__name", "id").values_list(
        "id",
        "public_key",
        "person_id",
        "person__public_key",
        "person__name",
        "person__email",
        "state",
        "seat_number",
        "queue_number",
        "signed_up_at",
    )
    states = {state.value: state for state in SeatState}
    registered = attendance_visible_to(acting).filter(seat__edition_id=edition.edition_id)
    attendance = attendance_by_seat(registered)
    terms = programmes.list_gathering_terms(edition.edition_id)
    line = sorted(row[8] or 0 for row in rows if row[6] == SeatState.QUEUED)
    position = {number: place for place, number in enumerate(line, 1)}
    nothing: dict[int, tuple[AttendanceKind, int]] = {}
    found = []
    for seat_id, seat_key, person_id, person_key, name, email, state_code, seat_number, queue_number, at in rows:
        state = states[state_code]
        own = attendance.get(seat_id, nothing)
        minutes = sum(m for _kind, m in own.values())
        is_seated = state in ON_A_SEAT
        found.append(
            Participant(
                seat_id=seat_id,
                seat_key=seat_key,
                person_id=person_id,
                person_key=person_key if name else "",
                name=name or gettext("Slettet person"),
                email=email,
                state=state,
                seat_number=seat_number,
                queue_position=position.get(queue_number or 0) if state is SeatState.QUEUED else None,
                signed_up_at=at,
                minutes=minutes,
                forecast=forecast(
                    minutes=minutes,
                    required_minutes=edition.required_minutes,
                    gatherings=terms,
                    registered=own,
                )
                if is_seated
                else None,
                attendance=own,
            )
        )
    return sorted(found, key=_in_table)


def _in_table(row: Participant) -> tuple[int, int]:
    if row.state in ON_A_SEAT:
        return 0, 0  # stable: stays in order of name
    return (1, row.queue_position or 0) if row.queue_position else (2, 0)


def get_attendance_sheet(gathering_key: str, *, acting: Acting) -> AttendanceSheet:
    """Everybody on a seat, with what is registered, for those who may register. Five queries. Raises NotFound."""
    gathering = programmes.get_gathering(gathering_key, acting=acting)
    if not may_record_attendance(acting, gathering.gathering_id):
        raise NotFound
    own = Attendance.objects.filter(seat_id=OuterRef("pk"), gathering_id=gathering.gathering_id)
    rows = (
        Seat.objects.filter(edition_id=gathering.edition_id, state__in=ON_A_SEAT)
        .annotate(kind=Subquery(own.values("kind")), minutes=Subquery(own.values("minutes")))
        .order_by("person__name", "id")
        .values_list("id", "public_key", "person__name", "kind", "minutes")
    )
    return AttendanceSheet(
        gathering=gathering,
        edition=programmes.find_edition(gathering.edition_id),
        rows=tuple(
            SheetRow(seat_id, key, name or gettext("Slettet person"), AttendanceKind(kind) if kind else None, minutes)
            for seat_id, key, name, kind, minutes in rows
        ),
    )


def count_registered(gathering_id: int) -> int:
    """How many have attendance at the gathering, also those who have given up their seats since."""
    return Attendance.objects.filter(gathering_id=gathering_id).count()
