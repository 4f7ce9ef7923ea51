"""What seats and attendance are made of. Pure Python."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lederloft.foundation.errors.values import N_

__all__ = [
    "AttendanceEntry",
    "AttendanceKind",
    "AttendanceSaved",
    "Forecast",
    "GaveUp",
    "Place",
    "PlaceRule",
    "SeatState",
    "Stage",
]


class SeatState(StrEnum):
    """Where a person stands in an edition."""

    QUEUED = "queued"
    SEATED = "seated"
    COMPLETED = "completed"  # the hours are reached
    GIVEN_UP = "given_up"
    LEFT_QUEUE = "left_queue"
    NOT_COMPLETED = "not_completed"  # the edition ended before the hours were reached
    NOT_SEATED = "not_seated"  # the edition ended before there was a seat
    CANCELLED = "cancelled"  # the edition was cancelled

    @property
    def msgid(self) -> str:
        """The state's name on the screen."""
        return _STATE_NAMES[self]


_STATE_NAMES = {
    SeatState.QUEUED: N_("i kø"),
    SeatState.SEATED: N_("har plass"),
    SeatState.COMPLETED: N_("fullført"),
    SeatState.GIVEN_UP: N_("ga fra seg plassen"),
    SeatState.LEFT_QUEUE: N_("gikk ut av køen"),
    SeatState.NOT_COMPLETED: N_("ikke fullført"),
    SeatState.NOT_SEATED: N_("fikk ikke plass"),
    SeatState.CANCELLED: N_("avlyst"),
}


class PlaceRule(StrEnum):
    """Why somebody has the place she has. ``msgid`` is a sentence with {signed_up_at}."""

    SEAT_WAS_FREE = "seat_was_free"
    ORDER_OF_SIGN_UP = "order_of_sign_up"
    MOVED_UP = "moved_up"

    @property
    def msgid(self) -> str:
        """The rule as a sentence to the person; {signed_up_at} is when she signed up."""
        return _RULES[self]


_RULES = {
    PlaceRule.SEAT_WAS_FREE: N_("Det var ledig plass da du ble meldt på {signed_up_at}."),
    PlaceRule.ORDER_OF_SIGN_UP: N_(
        "Køen følger tiden dere ble meldt på. Du ble meldt på {signed_up_at}. Blir en plass ledig, går den til den "
        "som står først."
    ),
    PlaceRule.MOVED_UP: N_("Du sto først i køen da en plass ble ledig. Du ble meldt på {signed_up_at}."),
}


class AttendanceKind(StrEnum):
    """How much of a gathering somebody was there. Why not is never asked."""

    FULL = "full"
    PARTIAL = "partial"
    ABSENT = "absent"

    @property
    def msgid(self) -> str:
        """The name on the screen."""
        return _KIND_NAMES[self]


_KIND_NAMES = {
    AttendanceKind.FULL: N_("til stede"),
    AttendanceKind.PARTIAL: N_("delvis til stede"),
    AttendanceKind.ABSENT: N_("ikke til stede"),
}


class Forecast(StrEnum):
    """Whether the hours can be reached."""

    REACHED = "reached"
    ON_COURSE = "on_course"
    CAN_NO_LONGER = "can_no_longer"

    @property
    def msgid(self) -> str:
        """The name on the screen."""
        return _FORECAST_NAMES[self]


_FORECAST_NAMES = {
    Forecast.REACHED: N_("timene er nådd"),
    Forecast.ON_COURSE: N_("i rute"),
    Forecast.CAN_NO_LONGER: N_("kan ikke lenger nå timene"),
}


@dataclass(frozen=True)
class Place:
    """A seat or a place in the queue, as it was when it was told."""

    seat_id: int
    seat_key: str
    edition_id: int
    person_id: int
    state: SeatState
    seat_number: int | None
    queue_position: int | None
    rule: PlaceRule
    signed_up_at: datetime
    is_new: bool = field(default=False, compare=False)  # taken by this very act


@dataclass(frozen=True)
class GaveUp:
    """The answer to giving up a seat or leaving the queue."""

    seat_id: int
    edition_id: int
    person_id: int
    state: SeatState
    moved_up: tuple[Place, ...] = ()  # those who got a seat by it


@dataclass(frozen=True)
class AttendanceEntry:
    """What is registered on one person for one gathering."""

    seat_id: int
    kind: AttendanceKind
    minutes: int | None = None  # for partial only


@dataclass(frozen=True)
class AttendanceSaved:
    """The answer to registering attendance."""

    gathering_id: int
    changed_seat_ids: tuple[int, ...]
    completed_seat_ids: tuple[int, ...]  # reached their hours by it


class Stage(StrEnum):
    """How far an edition has come, as its numbers are told."""

    HELD = "held"  # at least one gathering
    PLANNED = "planned"
    CANCELLED = "cancelled"

    @property
    def msgid(self) -> str:
        """The heading over those that have come so far."""
        return _STAGES[self]

    @property
    def seats_msgid(self) -> str:
        """What a seat is that somebody has got there."""
        return N_("Plasser brukt") if self == Stage.HELD else N_("Har fått plass")


_STAGES = {Stage.HELD: N_("Gjennomført"), Stage.PLANNED: N_("Planlagt"), Stage.CANCELLED: N_("Avlyst")}
