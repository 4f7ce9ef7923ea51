"""Shapes that several subjects share. Public keys only; a row's number stays in the house."""

from datetime import datetime

from lederloft.domain.participation.api import AttendanceKind, Place, PlaceRule, Seats, SeatState
from lederloft.domain.programmes.api import GatheringShown, GatheringState
from lederloft.faces.api.doing import Shape
from lederloft.foundation.wording import api as wording


class SeatsShape(Shape):
    """How an edition stands in numbers."""

    capacity: int
    taken: int
    free: int
    queued: int


class PlaceShape(Shape):
    """A seat or a place in the queue, and the rule that gave it."""

    seat_key: str
    state: SeatState
    seat_number: int | None
    queue_position: int | None
    rule: PlaceRule
    reason: str
    signed_up_at: datetime


class GatheringShape(Shape):
    """A gathering. The link to meet online is for those who are in it."""

    key: str
    number: int
    title: str
    starts_at: datetime
    ends_at: datetime
    counted_minutes: int
    place: str
    digital_link: str | None
    practical_information: str
    state: GatheringState


class RegisteredShape(Shape):
    """What is registered of somebody at a gathering."""

    gathering_key: str
    kind: AttendanceKind
    minutes: int


def seats_shape(seats: Seats) -> SeatsShape:
    """The numbers of an edition."""
    return SeatsShape(capacity=seats.capacity, taken=seats.taken, free=seats.free, queued=seats.queued)


def place_shape(place: Place) -> PlaceShape:
    """A place as its holder is told of it."""
    return PlaceShape(
        seat_key=place.seat_key,
        state=place.state,
        seat_number=place.seat_number,
        queue_position=place.queue_position,
        rule=place.rule,
        reason=wording.sentence(place.rule.msgid, signed_up_at=place.signed_up_at),
        signed_up_at=place.signed_up_at,
    )


def gathering_shape(shown: GatheringShown, *, is_inside: bool) -> GatheringShape:
    """A gathering for somebody who is in it or plans it, or for somebody who isn't."""
    return GatheringShape(
        key=shown.gathering_key,
        number=shown.number,
        title=shown.title,
        starts_at=shown.starts_at,
        ends_at=shown.ends_at,
        counted_minutes=shown.counted_minutes,
        place=shown.place,
        digital_link=shown.digital_link if is_inside else None,
        practical_information=shown.practical_information,
        state=shown.state,
    )
