"""Reading seats and places in queues."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from lederloft.domain.participation.models import Seat
from lederloft.domain.participation.policies import (
    visible_to,
)
from lederloft.domain.participation.rules import next_in_line
from lederloft.domain.participation.states import LIVE, ON_A_SEAT
from lederloft.domain.participation.values import Place, PlaceRule, SeatState
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState, GatheringState
from lederloft.domain.programmes.values import full_name
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.tenancy.api import prepared


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

    @property
    def next_in_line(self) -> int:
        """Which number in the queue one gets who signs up now and gets no seat."""
        return next_in_line(self.queued)


@dataclass(frozen=True)
class MyPlace:
    """One's seat or place in a queue, with the edition it is in."""

    place: Place
    edition_key: str
    edition_name: str
    module_name: str
    edition_state: EditionState
    starts_at: datetime | None


EDITION = OuterRef("pk")
# What a queue goes by, lowest first. Whoever reads a queue in order reads it by this.
QUEUE_ORDER = "queue_number"


def seat_count(*states: SeatState) -> Any:
    seats = Seat.objects.filter(edition_id=EDITION, state__in=states).order_by()
    return programmes.or_zero(seats.values("edition_id").annotate(n=Count("pk")).values("n"))


def in_line(edition_id: int) -> QuerySet[Seat]:
    """The queue of an edition, first in line first."""
    return Seat.objects.filter(edition_id=edition_id, state=SeatState.QUEUED).order_by(QUEUE_ORDER)


def position() -> Any:
    """How many stand at or before the row in its queue; empty when it isn't in the queue."""
    ahead = Seat.objects.filter(
        edition_id=OuterRef("edition_id"), state=SeatState.QUEUED, **{f"{QUEUE_ORDER}__lte": OuterRef(QUEUE_ORDER)}
    )
    return Subquery(ahead.order_by().values("edition_id").annotate(n=Count("pk")).values("n"))


def queue_length() -> Any:
    """How many stand in the queue of the row's edition."""
    queue = Seat.objects.filter(edition_id=OuterRef("edition_id"), state=SeatState.QUEUED).order_by()
    return programmes.or_zero(queue.values("edition_id").annotate(n=Count("pk")).values("n"))


PLACE_FIELDS = (
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


def place_from(row: Sequence[Any]) -> Place:
    """The place in the first nine values of a row."""
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
    return [place_from(row) for row in seats.annotate(position=position()).values_list(*PLACE_FIELDS)]


def find_place(seat_id: int) -> Place:
    """One place by its id, for processes and papers that have asked who may; raises NotFound."""
    for place in list_places(Seat.objects.filter(pk=seat_id)):
        return place
    raise NotFound


def find_place_of(edition_id: int, *, person_id: int) -> Place | None:
    """The person's own seat or place in the queue of the edition. One query."""
    return next((place_from(row) for row in _place_of(edition_id=edition_id, person_id=person_id)), None)


@prepared
def _place_of(*, edition_id: int, person_id: int) -> QuerySet[Any, Any]:
    mine = Seat.objects.filter(edition_id=edition_id, person_id=person_id, state__in=LIVE)
    return mine.annotate(position=position()).values_list(*PLACE_FIELDS)


def get_place(seat_key: str, *, acting: Acting) -> Place:
    """One place by its public key; raises NotFound."""
    for place in list_places(visible_to(acting).filter(public_key=seat_key)):
        return place
    raise NotFound


def lock_place(seat_id: int) -> Place:
    """A place as it is, with its edition locked, so that it stays so; raises NotFound."""
    programmes.lock_edition(find_place(seat_id).edition_id)
    return find_place(seat_id)


def list_seated_person_ids(edition_id: int) -> list[int]:
    """Those on a seat in the edition, for processes that tell them something."""
    seated = Seat.objects.filter(edition_id=edition_id, state__in=ON_A_SEAT).order_by("seat_number")
    return list(seated.values_list("person_id", flat=True))


def list_seat_numbers(edition_id: int) -> list[int]:
    """The seat numbers that are taken."""
    numbers = Seat.objects.filter(edition_id=edition_id, state__in=ON_A_SEAT).values_list("seat_number", flat=True)
    return [number for number in numbers if number is not None]


def list_person_ids(edition_id: int) -> tuple[list[int], list[int]]:
    """Those on a seat, and those in the queue. One query."""
    rows = Seat.objects.filter(edition_id=edition_id, state__in=LIVE).values_list("person_id", "state")
    seated: list[int] = []
    queued: list[int] = []
    for person_id, state in rows:
        (queued if state == SeatState.QUEUED else seated).append(person_id)
    return seated, queued


def list_queued_person_ids(edition_id: int) -> list[int]:
    """Those in the queue, first in line first."""
    return list(in_line(edition_id).values_list("person_id", flat=True))


def count_seats(edition_id: int, *, capacity: int) -> Seats:
    """How the edition stands in numbers. One query."""
    for taken, queued in _seat_counts(edition_id=edition_id):
        return Seats(capacity, taken, queued)
    return Seats(capacity, 0, 0)


@prepared
def _seat_counts(*, edition_id: int) -> QuerySet[Any, Any]:
    seats = Seat.objects.filter(edition_id=edition_id).order_by().values("edition_id")
    return seats.annotate(
        taken=Count("pk", filter=Q(state__in=ON_A_SEAT)), queued=Count("pk", filter=Q(state=SeatState.QUEUED))
    ).values_list("taken", "queued")


def name_own_seats(seat_ids: Collection[int], *, acting: Acting) -> dict[int, programmes.Named]:
    """The edition of each of one's own places, given up or not. One query."""
    mine = Seat.objects.filter(pk__in=seat_ids, person_id=acting.person_id or 0)
    rows = mine.values_list("pk", "edition__public_key", "edition__module__name", "edition__name")
    return {pk: programmes.Named(key, full_name(module, name)) for pk, key, module, name in rows}


def list_my_places(*, acting: Acting) -> list[MyPlace]:
    """One's seats and places in queues that still are something, soonest first. One query."""
    if acting.person_id is None:
        return []
    mine = Seat.objects.filter(person_id=acting.person_id, state__in=LIVE).annotate(
        position=position(), starts_at=_first_start()
    )
    rows = mine.order_by(F("starts_at").asc(nulls_last=True), "id").values_list(
        *PLACE_FIELDS, "edition__public_key", "edition__name", "edition__module__name", "edition__state", "starts_at"
    )
    return [MyPlace(place_from(row), row[9], row[10], row[11], EditionState(row[12]), row[13]) for row in rows]


def _first_start() -> Subquery:
    gatherings = programmes.Gathering.objects.filter(edition_id=OuterRef("edition_id"))
    return Subquery(gatherings.exclude(state=GatheringState.CANCELLED).order_by("starts_at").values("starts_at")[:1])
