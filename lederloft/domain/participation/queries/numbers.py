"""Reading how many, never who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from lederloft.domain.organisation.api import Appointment, unit_ids_reached
from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.participation.policies import (
    may_see_numbers,
)
from lederloft.domain.participation.queries.places import EDITION, Seats, seat_count
from lederloft.domain.participation.states import ON_A_SEAT
from lederloft.domain.participation.values import SeatState, Stage
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState, GatheringState
from lederloft.domain.programmes.values import full_name
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import prepared


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

    @property
    def title(self) -> str:
        """The edition as people speak of it."""
        return full_name(self.module_name, self.edition_name)

    @property
    def stage(self) -> Stage:
        """A seat is in use from the day its first gathering is held; until then it is only given."""
        if self.held:
            return Stage.HELD
        return Stage.CANCELLED if self.state == EditionState.CANCELLED else Stage.PLANNED


@dataclass(frozen=True)
class UnitNumbers:
    """How the leaders somebody answers for take part, all editions together. No person in it."""

    leaders: int
    with_seat: int  # leaders who have or have had a seat
    with_held: int  # those of them whose edition has had a gathering
    seats: int
    queued: int
    completed: int
    minutes: int


@dataclass(frozen=True)
class UnitEditionNumbers:
    """The same for one edition."""

    edition_key: str
    edition_name: str
    module_name: str
    state: EditionState
    seats: int
    queued: int
    completed: int
    minutes: int

    @property
    def title(self) -> str:
        """The edition as people speak of it."""
        return full_name(self.module_name, self.edition_name)


def get_unit_numbers(*, acting: Acting) -> tuple[UnitNumbers, list[UnitEditionNumbers]]:
    """The leaders of today in the units she answers for and below, herself left out, in numbers: all editions
    together, and edition by edition, newest first, those with any of them. Three queries."""
    leaders = _leaders(acting)
    editions = _list_unit_numbers(leaders)
    taken = Seat.objects.filter(person_id=OuterRef("person_id"), state__in=ON_A_SEAT)
    held = programmes.Gathering.objects.filter(state=GatheringState.HELD)
    known = leaders.aggregate(
        leaders=Count("person_id", distinct=True),
        with_seat=Count("person_id", distinct=True, filter=Exists(taken)),
        with_held=Count(
            "person_id", distinct=True, filter=Exists(taken.filter(edition_id__in=held.values("edition_id")))
        ),
    )
    numbers = UnitNumbers(
        seats=sum(row.seats for row in editions),
        queued=sum(row.queued for row in editions),
        completed=sum(row.completed for row in editions),
        minutes=sum(row.minutes for row in editions),
        **known,
    )
    return numbers, [row for row in editions if row.seats or row.queued]


def _list_unit_numbers(leaders: QuerySet[Appointment]) -> list[UnitEditionNumbers]:
    mine = Seat.objects.filter(person_id__in=leaders.values("person_id"))
    # Each seat stands once for every gathering attended: seats are counted once, minutes add up.
    rows = (
        mine.order_by()
        .values("edition_id")
        .annotate(
            taken=Count("pk", filter=Q(state__in=ON_A_SEAT), distinct=True),
            queued=Count("pk", filter=Q(state=SeatState.QUEUED), distinct=True),
            completed=Count("pk", filter=Q(state=SeatState.COMPLETED), distinct=True),
            minutes=Coalesce(Sum("attendance__minutes"), 0),
        )
        .order_by("-edition_id")
        .values_list(
            "edition__public_key",
            "edition__name",
            "edition__module__name",
            "edition__state",
            "taken",
            "queued",
            "completed",
            "minutes",
        )
    )
    return [
        UnitEditionNumbers(key, name, module_name, EditionState(state), *counts)
        for key, name, module_name, state, *counts in rows
    ]


def _leaders(acting: Acting) -> QuerySet[Appointment]:
    """The appointments that make leaders of today in her units and below, herself left out."""
    today = clock.today()
    return (
        Appointment.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today),
            valid_from__lte=today,
            post__unit_id__in=unit_ids_reached(acting),
            post__level__isnull=False,
        )
        .exclude(person_id=acting.person_id or 0)
        .order_by()
    )


_NUMBER_FIELDS = (
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
_STATE = _NUMBER_FIELDS.index("state")


def list_edition_numbers(*, acting: Acting) -> list[EditionNumbers]:
    """Every edition that has been opened, in numbers, newest first, for those who may count. One query."""
    return list_published_numbers() if may_see_numbers(acting) else []


def list_published_numbers() -> list[EditionNumbers]:
    """The same for anybody, citizens too: seats, gatherings and hours, no person in it. One query."""
    return [_numbers(row) for row in _published()]


@prepared
def _published() -> QuerySet[Any, Any]:
    editions = programmes.Edition.objects.exclude(state=EditionState.DRAFT)
    minutes = Attendance.objects.filter(seat__edition_id=EDITION).order_by().values("seat__edition_id")
    rows: QuerySet[Any, Any] = (
        programmes.with_times(editions)
        .annotate(
            taken=seat_count(*ON_A_SEAT),
            queued=seat_count(SeatState.QUEUED),
            completed=seat_count(SeatState.COMPLETED),
            minutes=programmes.or_zero(minutes.annotate(n=Sum("minutes")).values("n")),
        )
        .order_by(F("starts_at").desc(nulls_last=True), "-id")
        .values_list(*_NUMBER_FIELDS)
    )
    return rows


def _numbers(row: Sequence[Any]) -> EditionNumbers:
    *values, capacity, taken, queued, gatherings, held, completed, minutes = row
    values[_STATE] = EditionState(values[_STATE])
    values += [Seats(capacity, taken, queued), gatherings, held, completed, minutes]
    return EditionNumbers(*values)


def by_stage(editions: Sequence[EditionNumbers]) -> list[tuple[Stage, list[EditionNumbers]]]:
    """What is held apart from what is planned and what came to nothing; stages with nothing in them left out."""
    groups = [(stage, [edition for edition in editions if edition.stage == stage]) for stage in Stage]
    return [(stage, found) for stage, found in groups if found]
