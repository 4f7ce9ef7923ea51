"""Reading seats, queue and attendance."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.participation.policies import (
    attendance_visible_to,
    may_record_attendance,
    may_see_numbers,
    visible_to,
)
from lederloft.domain.participation.rules import forecast
from lederloft.domain.participation.states import LIVE, ON_A_SEAT
from lederloft.domain.participation.values import AttendanceKind, Forecast, Place, PlaceRule, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionShown, EditionState, GatheringShown, GatheringState, GatheringTerms
from lederloft.foundation.acting.api import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound


@dataclass(frozen=True)
class Seats:
    """How an edition stands in numbers."""

    capacity: int
    taken: int
    queued: int

    @property
    def free(self) -> int:
        """Seats nobody has. While somebody queues they aren't for others."""
        return max(self.capacity - self.taken, 0)


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


@dataclass(frozen=True)
class MyGathering:
    """A gathering of an edition one has a seat in, with what is registered."""

    gathering: GatheringShown
    edition_key: str
    edition_name: str
    module_name: str
    kind: AttendanceKind | None
    minutes: int | None


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


@dataclass(frozen=True)
class MyPlace:
    """One's seat or place in a queue, with the edition it is in."""

    place: Place
    edition_key: str
    edition_name: str
    module_name: str
    edition_state: EditionState
    starts_at: datetime | None


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


@dataclass(frozen=True)
class Participant:
    """One row of the participants table."""

    seat_id: int
    seat_key: str
    person_id: int
    person_key: str
    name: str
    email: str
    state: SeatState
    seat_number: int | None
    queue_position: int | None
    signed_up_at: datetime
    minutes: int
    forecast: Forecast | None
    attendance: Mapping[int, tuple[AttendanceKind, int]]  # by gathering


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


@dataclass(frozen=True)
class EditionNumbers:
    """What may be said of an edition to anybody: no person in it."""

    edition_id: int
    edition_key: str
    edition_name: str
    module_name: str
    offer_name: str
    state: EditionState
    starts_at: datetime | None
    ends_at: datetime | None
    seats: Seats
    gatherings: int  # those not cancelled
    held: int
    completed: int
    minutes: int  # all participants together


_EDITION = OuterRef("pk")


def _seat_count(*states: SeatState) -> Any:
    seats = Seat.objects.filter(edition_id=_EDITION, state__in=states).order_by()
    return programmes.or_zero(seats.values("edition_id").annotate(n=Count("pk")).values("n"))


def _position() -> Any:
    """How many stand at or before the row in its queue; empty when it isn't in the queue."""
    ahead = Seat.objects.filter(
        edition_id=OuterRef("edition_id"), state=SeatState.QUEUED, queue_number__lte=OuterRef("queue_number")
    )
    return Subquery(ahead.order_by().values("edition_id").annotate(n=Count("pk")).values("n"))


_PLACE = (
    "id",
    "public_key",
    "edition_id",
    "person_id",
    "state",
    "seat_number",
    "position",
    "rule",
    "signed_up_at",
)


def _place(row: Sequence[Any]) -> Place:
    state = SeatState(row[4])
    return Place(
        seat_id=row[0],
        seat_key=row[1],
        edition_id=row[2],
        person_id=row[3],
        state=state,
        seat_number=row[5],
        queue_position=row[6] if state == SeatState.QUEUED else None,
        rule=PlaceRule(row[7]),
        signed_up_at=row[8],
    )


def list_places(seats: QuerySet[Seat]) -> list[Place]:
    """The places of a queryset already limited, in its order. One query."""
    return [_place(row) for row in seats.annotate(position=_position()).values_list(*_PLACE)]


def find_place(seat_id: int) -> Place:
    """One place by its id, for processes and papers that have asked who may; raises NotFound."""
    for place in list_places(Seat.objects.filter(pk=seat_id)):
        return place
    raise NotFound


def get_place(seat_key: str, *, acting: Acting) -> Place:
    """One place by its public key; raises NotFound."""
    for place in list_places(visible_to(acting).filter(public_key=seat_key)):
        return place
    raise NotFound


def list_seated_person_ids(edition_id: int) -> list[int]:
    """Those on a seat in the edition, for processes that tell them something."""
    seated = Seat.objects.filter(edition_id=edition_id, state__in=ON_A_SEAT).order_by("seat_number")
    return list(seated.values_list("person_id", flat=True))


def list_queued_person_ids(edition_id: int) -> list[int]:
    """Those in the queue, first in line first."""
    queued = Seat.objects.filter(edition_id=edition_id, state=SeatState.QUEUED).order_by("queue_number")
    return list(queued.values_list("person_id", flat=True))


# --- what a leader sees


def list_catalogue(
    *, acting: Acting, is_open_only: bool = True, limit: int = 100, offset: int = 0
) -> list[CatalogueRow]:
    """What can be joined, soonest first. ``is_open_only=False``: also what is running, done or cancelled. One query."""
    editions = programmes.visible_to(acting)
    if is_open_only:
        editions = editions.filter(state=EditionState.OPEN)
    mine = Seat.objects.filter(edition_id=_EDITION, person_id=acting.person_id or 0, state__in=LIVE)
    rows = (
        programmes.with_times(editions)
        .annotate(
            taken=_seat_count(*ON_A_SEAT),
            queued=_seat_count(SeatState.QUEUED),
            my_state=Subquery(mine.values("state")[:1]),
        )
        .order_by(F("starts_at").asc(nulls_last=True), "id")
        .values_list(
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
        )[offset : offset + limit]
    )
    return [_catalogue_row(row) for row in rows]


def _catalogue_row(row: Sequence[Any]) -> CatalogueRow:
    values = [*row[:16], Seats(*row[16:19]), SeatState(row[19]) if row[19] else None]
    values[9] = EditionState(row[9])
    return CatalogueRow(*values)


def count_catalogue(*, acting: Acting, is_open_only: bool = True) -> int:
    """How many rows the catalogue has."""
    editions = programmes.visible_to(acting)
    return (editions.filter(state=EditionState.OPEN) if is_open_only else editions).count()


def get_edition_page(edition_key: str, *, acting: Acting) -> EditionPage:
    """An edition as the acting sees it, with her own place and hours. Five queries. Raises NotFound."""
    edition = programmes.get_edition(edition_key, acting=acting)
    gatherings = tuple(programmes.list_gatherings(edition.edition_id))
    mine = Seat.objects.filter(edition_id=edition.edition_id, person_id=acting.person_id or 0, state__in=LIVE)
    place = next(iter(list_places(mine)), None)
    attendance: dict[int, tuple[AttendanceKind, int]] = {}
    if place is not None and place.state in ON_A_SEAT:
        rows = Attendance.objects.filter(seat_id=place.seat_id).values_list("gathering_id", "kind", "minutes")
        attendance = {gathering_id: (AttendanceKind(kind), minutes) for gathering_id, kind, minutes in rows}
    minutes = sum(minutes for _kind, minutes in attendance.values())
    now = clock.now()
    return EditionPage(
        edition=edition,
        gatherings=gatherings,
        seats=count_seats(edition.edition_id, capacity=edition.capacity),
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
        is_sign_up_open=edition.state == EditionState.OPEN
        and edition.sign_up_opens_at <= now < edition.sign_up_closes_at,
    )


def _terms(gatherings: Sequence[GatheringShown]) -> list[GatheringTerms]:
    return [
        GatheringTerms(g.gathering_id, g.number, g.starts_at, g.ends_at, g.counted_minutes, g.state) for g in gatherings
    ]


def count_seats(edition_id: int, *, capacity: int) -> Seats:
    """How the edition stands in numbers. One query."""
    counts = Seat.objects.filter(edition_id=edition_id).aggregate(
        taken=Count("pk", filter=Q(state__in=ON_A_SEAT)), queued=Count("pk", filter=Q(state=SeatState.QUEUED))
    )
    return Seats(capacity, counts["taken"], counts["queued"])


def list_my_places(*, acting: Acting) -> list[MyPlace]:
    """One's seats and places in queues that still are something, soonest first. One query."""
    if acting.person_id is None:
        return []
    mine = Seat.objects.filter(person_id=acting.person_id, state__in=LIVE).annotate(
        position=_position(), starts_at=_first_start()
    )
    rows = mine.order_by(F("starts_at").asc(nulls_last=True), "id").values_list(
        *_PLACE, "edition__public_key", "edition__name", "edition__module__name", "edition__state", "starts_at"
    )
    return [MyPlace(_place(row), row[9], row[10], row[11], EditionState(row[12]), row[13]) for row in rows]


def _first_start() -> Subquery:
    gatherings = programmes.Gathering.objects.filter(edition_id=OuterRef("edition_id"))
    return Subquery(gatherings.exclude(state=GatheringState.CANCELLED).order_by("starts_at").values("starts_at")[:1])


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
    attendance = _attendance_by_seat(Attendance.objects.filter(seat_id__in=[row[0] for row in rows]))
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


def _attendance_by_seat(
    attendance: QuerySet[Attendance],
) -> dict[int, dict[int, tuple[AttendanceKind, int]]]:
    kinds = {kind.value: kind for kind in AttendanceKind}
    by_seat: dict[int, dict[int, tuple[AttendanceKind, int]]] = defaultdict(dict)
    for seat_id, gathering_id, kind, minutes in attendance.values_list("seat_id", "gathering_id", "kind", "minutes"):
        by_seat[seat_id][gathering_id] = (kinds[kind], minutes)
    return by_seat


# --- what those who run an edition see


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
    attendance = _attendance_by_seat(registered)
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
                person_key=person_key,
                name=name,
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
            SheetRow(seat_id, key, name, AttendanceKind(kind) if kind else None, minutes)
            for seat_id, key, name, kind, minutes in rows
        ),
    )


# --- numbers without names


def list_edition_numbers(*, acting: Acting) -> list[EditionNumbers]:
    """Every edition that has been opened, in numbers, newest first, for those who may count. One query."""
    return list_published_numbers() if may_see_numbers(acting) else []


def list_published_numbers() -> list[EditionNumbers]:
    """The same for anybody, citizens too: seats, gatherings and hours, no person in it. One query."""
    editions = programmes.Edition.objects.exclude(state=EditionState.DRAFT)
    minutes = Attendance.objects.filter(seat__edition_id=_EDITION).order_by().values("seat__edition_id")
    rows = (
        programmes.with_times(editions)
        .annotate(
            taken=_seat_count(*ON_A_SEAT),
            queued=_seat_count(SeatState.QUEUED),
            completed=_seat_count(SeatState.COMPLETED),
            minutes=programmes.or_zero(minutes.annotate(n=Sum("minutes")).values("n")),
        )
        .order_by(F("starts_at").desc(nulls_last=True), "-id")
        .values_list(
            "id",
            "public_key",
            "name",
            "module__name",
            "module__offer__name",
            "state",
            "starts_at",
            "ends_at",
            "capacity",
            "taken",
            "queued",
            "gathering_total",
            "held_total",
            "completed",
            "minutes",
        )
    )
    return [_numbers(row) for row in rows]


def _numbers(row: Sequence[Any]) -> EditionNumbers:
    values = [*row[:8], Seats(*row[8:11]), *row[11:]]
    values[5] = EditionState(row[5])
    return EditionNumbers(*values)
