"""Register who was at a gathering, and for how long."""

from collections.abc import Sequence

from django.db.models import Sum

from lederloft.domain.participation.errors import GatheringNotHeld, NotAParticipant
from lederloft.domain.participation.facts import AttendanceRecorded, HoursNoLongerReached, HoursReached
from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.participation.policies import may_record_attendance
from lederloft.domain.participation.rules import attended_minutes, state_by_hours
from lederloft.domain.participation.states import ON_A_SEAT
from lederloft.domain.participation.values import AttendanceEntry, AttendanceKind, AttendanceSaved, SeatState
from lederloft.domain.programmes.api import (
    ENDED,
    EditionTerms,
    GatheringState,
    find_gathering,
    lock_edition,
)
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.trail.api import Fact, record_all
from lederloft.foundation.use_cases.api import unchanged, use_case

_Stored = tuple[AttendanceKind, int]


@use_case(may=may_record_attendance)
def record_attendance(gathering_id: int, *, entries: Sequence[AttendanceEntry], acting: Acting) -> AttendanceSaved:
    """Save what is registered on each; one who isn't named stays as she was. A later call corrects an earlier one.

    Raises GatheringNotHeld, NotAParticipant, MinutesMissing, MinutesOutOfRange; then nothing is saved.
    """
    terms = lock_edition(find_gathering(gathering_id).edition_id)
    gathering = find_gathering(gathering_id)
    if gathering.state != GatheringState.HELD:
        raise GatheringNotHeld(state=gathering.state)
    wanted = {e.seat_id: attended_minutes(e, counted_minutes=gathering.counted_minutes) for e in entries}
    seats = {
        seat.pk: seat for seat in Seat.objects.filter(pk__in=wanted, edition_id=terms.edition_id, state__in=ON_A_SEAT)
    }
    if len(seats) != len(wanted):
        raise NotAParticipant
    before: dict[int, _Stored] = {
        seat_id: (AttendanceKind(kind), minutes)
        for seat_id, kind, minutes in Attendance.objects.filter(
            gathering_id=gathering_id, seat_id__in=wanted
        ).values_list("seat_id", "kind", "minutes")
    }
    changed = {seat_id: stored for seat_id, stored in wanted.items() if before.get(seat_id) != stored}
    if not changed:
        return unchanged(AttendanceSaved(gathering_id, (), ()))
    now = clock.now()
    Attendance.objects.bulk_create(
        [
            Attendance(seat_id=seat_id, gathering_id=gathering_id, kind=kind, minutes=minutes, registered_at=now)
            for seat_id, (kind, minutes) in changed.items()
        ],
        update_conflicts=True,
        update_fields=["kind", "minutes", "registered_at"],
        unique_fields=["seat", "gathering"],
    )
    facts: list[Fact] = [
        AttendanceRecorded(
            seat_id=seat_id,
            edition_id=terms.edition_id,
            person_id=seats[seat_id].person_id,
            gathering_id=gathering_id,
            kind_code=kind.value,
            minutes=minutes,
            minutes_before=before[seat_id][1] if seat_id in before else None,
        )
        for seat_id, (kind, minutes) in changed.items()
    ]
    completed, outcome = settle([seats[seat_id] for seat_id in changed], terms)
    record_all(facts + outcome)
    return AttendanceSaved(gathering_id, tuple(changed), tuple(completed))


def settle(seats: Sequence[Seat], terms: EditionTerms) -> tuple[list[int], list[Fact]]:
    """Let states follow the minutes. Returns those who reached their hours by it, and the facts."""
    sums = Attendance.objects.filter(seat__in=seats).order_by().values_list("seat_id").annotate(total=Sum("minutes"))
    minutes: dict[int, int] = dict(sums)
    moved: dict[SeatState, list[int]] = {}
    facts: list[Fact] = []
    for seat in seats:
        now = SeatState(seat.state)
        then = state_by_hours(now, minutes=minutes.get(seat.pk, 0), required_minutes=terms.required_minutes)
        if then == now:
            continue
        fact = HoursReached if then == SeatState.COMPLETED else HoursNoLongerReached
        if then == SeatState.SEATED and terms.state in ENDED:
            then = SeatState.NOT_COMPLETED
        moved.setdefault(then, []).append(seat.pk)
        facts.append(
            fact(
                seat_id=seat.pk, edition_id=terms.edition_id, person_id=seat.person_id, minutes=minutes.get(seat.pk, 0)
            )
        )
    for state, seat_ids in moved.items():
        Seat.objects.filter(pk__in=seat_ids).update(state=state)
    return moved.get(SeatState.COMPLETED, []), facts
