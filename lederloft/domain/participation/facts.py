"""What the trail can say of seats, queue and attendance."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.values import Fact


@dataclass(frozen=True, kw_only=True)
class _OfSeat(Fact):
    """``{whom}`` in a sentence is the person's name, or «seg» when she did it herself."""

    seat_id: int
    edition_id: int
    person_id: int

    about: ClassVar[dict[str, str]] = {
        "seat_id": "participation.seat",
        "edition_id": "programmes.edition",
        "person_id": "organisation.person",
    }


@dataclass(frozen=True, kw_only=True)
class SeatReserved(_OfSeat):
    """Somebody signed up and got a seat."""

    seat_number: int

    sentence: ClassVar[str] = N_("{who} meldte {whom} på, plass {seat_number}")


@dataclass(frozen=True, kw_only=True)
class PlaceInQueueTaken(_OfSeat):
    """Somebody signed up and stands in the queue, in the order of signing up."""

    queue_number: int

    sentence: ClassVar[str] = N_("{who} meldte {whom} på, kønummer {queue_number}")


@dataclass(frozen=True, kw_only=True)
class SeatGivenUp(_OfSeat):
    """Somebody gave up her seat."""

    seat_number: int

    sentence: ClassVar[str] = N_("{who} meldte {whom} av, plass {seat_number}")


@dataclass(frozen=True, kw_only=True)
class QueueLeft(_OfSeat):
    """Somebody left the queue."""

    queue_number: int

    sentence: ClassVar[str] = N_("{who} meldte {whom} ut av køen")


@dataclass(frozen=True, kw_only=True)
class MovedUpFromQueue(_OfSeat):
    """The first in the queue got a seat that became free."""

    seat_number: int
    queue_number: int

    sentence: ClassVar[str] = N_("Den første i køen, nummer {queue_number}, fikk plass {seat_number}")


@dataclass(frozen=True, kw_only=True)
class AttendanceRecorded(_OfSeat):
    """How much of a gathering somebody was there."""

    gathering_id: int
    kind_code: str
    minutes: int
    minutes_before: int | None  # None: the first time

    about: ClassVar[dict[str, str]] = {**_OfSeat.about, "gathering_id": "programmes.gathering"}
    sentence: ClassVar[str] = N_("{who} registrerte {minutes} minutter oppmøte for {whom}")


@dataclass(frozen=True, kw_only=True)
class AttendanceTakenBack(_OfSeat):
    """What was registered went, since the gathering hasn't been held after all."""

    gathering_id: int
    minutes_before: int

    about: ClassVar[dict[str, str]] = {**_OfSeat.about, "gathering_id": "programmes.gathering"}
    sentence: ClassVar[str] = N_("{who} tok bort {minutes_before} minutter oppmøte for {whom}")


@dataclass(frozen=True, kw_only=True)
class HoursReached(_OfSeat):
    """The minutes registered reach what the module demands."""

    minutes: int

    sentence: ClassVar[str] = N_("Timekravet er nådd med {minutes} minutter")


@dataclass(frozen=True, kw_only=True)
class HoursNoLongerReached(_OfSeat):
    """Attendance was corrected, and the minutes don't reach what the module demands after all."""

    minutes: int

    sentence: ClassVar[str] = N_("Etter en retting er timekravet ikke lenger nådd: {minutes} minutter")


@dataclass(frozen=True, kw_only=True)
class SeatEnded(_OfSeat):
    """The edition ended or was cancelled, and the place with it."""

    state_code: str

    sentence: ClassVar[str] = N_("Plassen ble avsluttet sammen med gjennomføringen")
