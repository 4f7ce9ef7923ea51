"""Register who was at a gathering."""

from collections.abc import Sequence

from lederloft.domain.participation import api as participation
from lederloft.domain.participation.api import AttendanceEntry, AttendanceSaved
from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case


@use_case(may=participation.may_record_attendance)
def register_attendance(gathering_id: int, *, entries: Sequence[AttendanceEntry], acting: Acting) -> AttendanceSaved:
    """Save many at once: the gathering is held, minutes count, and those who reach their hours have completed.

    A later call corrects an earlier one; one who isn't named stays as she was. Raises GatheringNotYet,
    GatheringNotHeld, NotAParticipant, MinutesMissing, MinutesOutOfRange; then nothing is saved.
    """
    if programmes.find_gathering(gathering_id).state == programmes.GatheringState.PLANNED:
        programmes.hold_gathering(gathering_id, acting=acting)
    return participation.record_attendance(gathering_id, entries=entries, acting=acting)
