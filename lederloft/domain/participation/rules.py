"""Capacity, queue, hours and completion. Plain Python."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from lederloft.domain.participation.errors import (
    EditionNotOpen,
    HoursOutOfReach,
    MinutesMissing,
    MinutesOutOfRange,
    SignUpClosed,
    SignUpNotOpenYet,
)
from lederloft.domain.participation.values import AttendanceEntry, AttendanceKind, Forecast, SeatState
from lederloft.domain.programmes.values import (
    EditionState,
    EditionTerms,
    GatheringState,
    GatheringTerms,
    Held,
    Timed,
    live_gatherings,
    minutes_ahead,
)


class SignUp(Protocol):
    """When one may sign up for an edition."""

    @property
    def state(self) -> EditionState:
        """Where the edition stands."""

    @property
    def sign_up_opens_at(self) -> datetime:
        """From this moment."""

    @property
    def sign_up_closes_at(self) -> datetime:
        """Until this moment."""

    @property
    def required_minutes(self) -> int:
        """What it takes to have done it."""


def is_sign_up_open(terms: SignUp, *, gatherings: Iterable[Timed], now: datetime) -> bool:
    """From the moment it opens until the one it closes at, in an edition that gives seats."""
    is_in_time = terms.sign_up_opens_at <= now < terms.sign_up_closes_at
    return is_in_time and gives_seats(terms, gatherings=gatherings, now=now)


def require_sign_up_open(terms: EditionTerms, *, gatherings: Iterable[Timed], now: datetime) -> None:
    """Raise EditionNotOpen, SignUpNotOpenYet, SignUpClosed or HoursOutOfReach."""
    if terms.state != EditionState.OPEN:
        raise EditionNotOpen(state=terms.state)
    if now < terms.sign_up_opens_at:
        raise SignUpNotOpenYet(opens_at=terms.sign_up_opens_at)
    if now >= terms.sign_up_closes_at:
        raise SignUpClosed(closed_at=terms.sign_up_closes_at)
    if not gives_seats(terms, gatherings=gatherings, now=now):
        left = timedelta(minutes=minutes_ahead(gatherings, now=now))
        raise HoursOutOfReach(left=left, wanted=timedelta(minutes=terms.required_minutes))


def gets_seat(*, capacity: int, taken: int, queued: int) -> bool:
    """Whether one who signs up gets a seat: while there is one, and nobody waits for it."""
    return taken < capacity and not queued


def free_seat_numbers(capacity: int, taken: Collection[int]) -> list[int]:
    """The numbers nobody has, lowest first."""
    held = frozenset(taken)
    return [number for number in range(1, capacity + 1) if number not in held]


def next_seat_number(*, taken: int, highest: int) -> int | None:
    """The number after all that are taken; None when one below it has been given up, which goes first."""
    return taken + 1 if highest == taken else None


def next_in_line(queued: int) -> int:
    """Where in the queue one comes to stand who signs up: behind all who wait."""
    return queued + 1


def gives_seats(terms: SignUp, *, gatherings: Iterable[Timed], now: datetime) -> bool:
    """Whether a seat is worth having, by sign-up or from the queue: what is left gives the hours it is taken for.

    So neither after the first gathering has been held, nor when too much is over or cancelled.
    """
    return terms.state == EditionState.OPEN and minutes_ahead(gatherings, now=now) >= terms.required_minutes


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


def state_by_hours(state: SeatState, *, minutes: int, required_minutes: int) -> SeatState:
    """Where somebody on a seat stands by her minutes; other states stand."""
    reached = minutes >= required_minutes
    if state in {SeatState.SEATED, SeatState.NOT_COMPLETED} and reached:
        return SeatState.COMPLETED
    if state == SeatState.COMPLETED and not reached:
        return SeatState.SEATED
    return state


def can_be_closed(state: EditionState, gatherings: Iterable[Held]) -> bool:
    """Whether nothing is left to hold in an edition that is on."""
    is_on = state in {EditionState.OPEN, EditionState.RUNNING}
    return is_on and all(g.state == GatheringState.HELD for g in live_gatherings(gatherings))


def lacking_minutes(
    *, minutes: int, required_minutes: int, gatherings: Iterable[GatheringTerms], registered: Collection[int]
) -> int:
    """What she will lack though she comes to all that is left. ``registered``: what she has attendance for."""
    lacks = required_minutes - minutes
    for gathering in gatherings:
        if gathering.state is not GatheringState.CANCELLED and gathering.gathering_id not in registered:
            lacks -= gathering.counted_minutes
    return max(lacks, 0)


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
    lacks = lacking_minutes(
        minutes=minutes, required_minutes=required_minutes, gatherings=gatherings, registered=registered
    )
    return Forecast.CAN_NO_LONGER if lacks else Forecast.ON_COURSE
