"""Take back what is registered on a gathering that hasn't been held after all."""

from lederloft.domain.participation.commands.record_attendance import settle
from lederloft.domain.participation.errors import GatheringHeldStill
from lederloft.domain.participation.facts import AttendanceTakenBack
from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.programmes.api import GatheringState, find_gathering, lock_edition, may_plan
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import Fact, record_all
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_plan)
def take_back_attendance(gathering_id: int, *, acting: Acting) -> int:
    """Delete all of it, and let hours follow; returns how many it was registered for. Raises GatheringHeldStill."""
    terms = lock_edition(find_gathering(gathering_id).edition_id)
    if find_gathering(gathering_id).state == GatheringState.HELD:
        raise GatheringHeldStill
    registered = Attendance.objects.filter(gathering_id=gathering_id)
    minutes: dict[int, int] = dict(registered.values_list("seat_id", "minutes"))
    if not minutes:
        return unchanged(0)
    registered.delete()
    seats = list(Seat.objects.filter(pk__in=minutes).order_by("pk"))
    facts: list[Fact] = [
        AttendanceTakenBack(
            seat_id=seat.pk,
            edition_id=terms.edition_id,
            person_id=seat.person_id,
            gathering_id=gathering_id,
            minutes_before=minutes[seat.pk],
        )
        for seat in seats
    ]
    _completed, outcome = settle(seats, terms)
    record_all(facts + outcome)
    return len(minutes)
