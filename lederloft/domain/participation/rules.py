"""Capacity, queue, hours and completion. Plain Python."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from lederloft.domain.participation.errors import (
    EditionNotOpen,
    MinutesMissing,
    MinutesOutOfRange,
    SignUpClosed,
    SignUpNotOpenYet,
)
from lederloft.domain.participation.values import AttendanceEntry, AttendanceKind, Forecast, SeatState
from lederloft.domain.programmes.values import EditionState, EditionTerms, GatheringState, GatheringTerms


def require_sign_up_open(terms: EditionTerms, *, now: datetime) -> None:
    """Raise EditionNotOpen, SignUpNotOpenYet or SignUpClosed."""
    if terms.state != EditionState.OPEN:
        raise EditionNotOpen(state=terms.state)
    if now < terms.sign_up_opens_at:
        raise SignUpNotOpenYet(opens_at=terms.sign_up_opens_at)
    if now >= terms.sign_up_closes_at:
        raise SignUpClosed(closed_at=terms.sign_up_closes_at)


def free_seat_numbers(capacity: int, taken: Collection[int]) -> list[int]:
    """The numbers nobody has, lowest first."""
    held = frozenset(taken)
    return [number for number in range(1, capacity + 1) if number not in held]


def moves_up(state: EditionState) -> bool:
    """Whether a free seat goes to the next in the queue: until the first gathering has been held."""
    return state == EditionState.OPEN


def attended_minutes(entry: AttendanceEntry, *, counted_minutes: int) -> tuple[AttendanceKind, int]:
    """What is stored: the kind and the minutes. Partial over the whole time is full.

    Raises MinutesMissing, MinutesOutOfRange.
    """
    if entry.kind == AttendanceKind.FULL:
        return AttendanceKind.FULL, counted_minutes
    if entry.kind == AttendanceKind.ABSENT:
        return AttendanceKind.ABSENT, 0
    if entry.minutes is None:
        raise MinutesMissing(limit=counted_minutes, seat_id=entry.seat_id)
    if not 1 <= entry.minutes <= counted_minutes:
        raise MinutesOutOfRange(limit=counted_minutes, seat_id=entry.seat_id)
    if entry.minutes == counted_minutes:
        return AttendanceKind.FULL, counted_minutes
    return AttendanceKind.PARTIAL, entry.minutes


def completed_minutes(attended: Iterable[int]) -> int:
    """The minutes that count."""
    return sum(attended)


def state_by_hours(state: SeatState, *, minutes: int, required_minutes: int) -> SeatState:
    """Where somebody on a seat stands by her minutes; other states stand."""
    reached = minutes >= required_minutes
    if state in {SeatState.SEATED, SeatState.NOT_COMPLETED} and reached:
        return SeatState.COMPLETED
    if state == SeatState.COMPLETED and not reached:
        return SeatState.SEATED
    return state


def forecast(
    *,
    minutes: int,
    required_minutes: int,
    gatherings: Sequence[GatheringTerms],
    registered: Collection[int],
) -> Forecast:
    """Whether the hours can be reached. ``registered``: the gatherings she has attendance for."""
    if minutes >= required_minutes:
        return Forecast.REACHED
    left = sum(
        g.counted_minutes
        for g in gatherings
        if g.state != GatheringState.CANCELLED and g.gathering_id not in registered
    )
    return Forecast.ON_COURSE if minutes + left >= required_minutes else Forecast.CAN_NO_LONGER
