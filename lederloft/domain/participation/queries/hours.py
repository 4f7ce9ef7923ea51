"""Reading one's own gatherings and hours."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.participation.rules import forecast
from lederloft.domain.participation.states import ON_A_SEAT
from lederloft.domain.participation.values import AttendanceKind, Forecast, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import GatheringShown
from lederloft.domain.programmes.values import gathering_name
from lederloft.foundation.acting.values import Acting


@dataclass(frozen=True)
class MyGathering:
    """A gathering of an edition one has a seat in, with what is registered."""

    gathering: GatheringShown
    edition_key: str
    edition_name: str
    module_name: str
    kind: AttendanceKind | None
    minutes: int | None

    @property
    def title(self) -> str:
        """The gathering as people speak of it."""
        return gathering_name(self.module_name, self.gathering.number, self.gathering.title)


@dataclass(frozen=True)
class MyHours:
    """One's hours in an edition."""

    seat_id: int
    seat_key: str
    edition_key: str
    edition_name: str
    module_name: str
    state: SeatState
    minutes: int
    required_minutes: int
    forecast: Forecast


def list_my_gatherings(*, acting: Acting, is_over: bool = False, limit: int = 100) -> list[MyGathering]:
    """The gatherings of editions one has a seat in: those to come, soonest first, or those behind. Two queries."""
    if acting.person_id is None:
        return []
    names = {
        edition_id: (key, name, module_name)
        for edition_id, key, name, module_name in Seat.objects.filter(
            person_id=acting.person_id, state__in=ON_A_SEAT
        ).values_list("edition_id", "edition__public_key", "edition__name", "edition__module__name")
    }
    own = Attendance.objects.filter(gathering_id=OuterRef("pk"), seat__person_id=acting.person_id)
    extra = {"kind": Subquery(own.values("kind")[:1]), "minutes": Subquery(own.values("minutes")[:1])}
    found = programmes.list_gatherings_of(list(names), is_over=is_over, limit=limit, extra=extra)
    return [
        MyGathering(shown, *names[shown.edition_id], AttendanceKind(kind) if kind else None, minutes)
        for shown, (kind, minutes) in found
    ]


def list_my_hours(*, acting: Acting) -> list[MyHours]:
    """One's hours in each edition, newest first. Three queries."""
    if acting.person_id is None:
        return []
    rows = list(
        Seat.objects.filter(person_id=acting.person_id, state__in=ON_A_SEAT)
        .order_by("-seated_at", "-id")
        .values_list(
            "id",
            "public_key",
            "edition_id",
            "edition__public_key",
            "edition__name",
            "edition__module__name",
            "state",
            "edition__module__required_minutes",
        )
    )
    attendance = attendance_by_seat(Attendance.objects.filter(seat_id__in=[row[0] for row in rows]))
    terms = programmes.list_gathering_terms_of([row[2] for row in rows])
    found = []
    for seat_id, seat_key, edition_id, edition_key, edition_name, module_name, state, required in rows:
        own = attendance.get(seat_id, {})
        minutes = sum(m for _kind, m in own.values())
        hope = forecast(minutes=minutes, required_minutes=required, gatherings=terms[edition_id], registered=own)
        found.append(
            MyHours(
                seat_id, seat_key, edition_key, edition_name, module_name, SeatState(state), minutes, required, hope
            )
        )
    return found


def attendance_by_seat(
    attendance: QuerySet[Attendance],
) -> dict[int, dict[int, tuple[AttendanceKind, int]]]:
    kinds = {kind.value: kind for kind in AttendanceKind}
    by_seat: dict[int, dict[int, tuple[AttendanceKind, int]]] = defaultdict(dict)
    for seat_id, gathering_id, kind, minutes in attendance.values_list("seat_id", "gathering_id", "kind", "minutes"):
        by_seat[seat_id][gathering_id] = (kinds[kind], minutes)
    return by_seat
