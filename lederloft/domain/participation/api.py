"""The door to participation."""

from lederloft.domain.participation.commands.end_seats import end_seats
from lederloft.domain.participation.commands.give_up_seat import give_up_seat
from lederloft.domain.participation.commands.move_up_the_queue import move_up_the_queue
from lederloft.domain.participation.commands.record_attendance import record_attendance
from lederloft.domain.participation.commands.reserve_seat import reserve_seat
from lederloft.domain.participation.commands.take_back_attendance import take_back_attendance
from lederloft.domain.participation.commands.withdraw_from_queue import withdraw_from_queue
from lederloft.domain.participation.errors import (
    CapacityBelowSeatsTaken,
    EditionNotOpen,
    GatheringHeldStill,
    GatheringNotHeld,
    HoursOutOfReach,
    MinutesMissing,
    MinutesOutOfRange,
    NoSeatToGiveUp,
    NotAParticipant,
    NotInQueue,
    SignUpClosed,
    SignUpNotOpenYet,
)
from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.participation.policies import (
    attendance_visible_to,
    may_give_up_seat,
    may_record_attendance,
    may_reserve_seat,
    may_see_numbers,
    visible_to,
)
from lederloft.domain.participation.queries.attendance import (
    AttendanceSheet,
    SheetRow,
    count_registered,
    get_attendance_sheet,
)
from lederloft.domain.participation.queries.catalogue import (
    EditionPage,
    count_catalogue,
    get_edition_page,
    list_catalogue,
)
from lederloft.domain.participation.queries.hours import MyHours, list_my_gatherings, list_my_hours
from lederloft.domain.participation.queries.numbers import (
    EditionNumbers,
    UnitNumbers,
    by_stage,
    get_unit_numbers,
    list_edition_numbers,
    list_published_numbers,
)
from lederloft.domain.participation.queries.office import (
    Participant,
    PlannedEdition,
    RunEdition,
    get_run_edition,
    list_planned_editions,
)
from lederloft.domain.participation.queries.overview import get_my_overview
from lederloft.domain.participation.queries.places import (
    Seats,
    count_seats,
    find_place,
    find_place_of,
    get_place,
    list_my_places,
    list_person_ids,
    list_places,
    list_queued_person_ids,
    list_seated_person_ids,
    lock_place,
    name_own_seats,
)
from lederloft.domain.participation.states import ON_A_SEAT
from lederloft.domain.participation.values import (
    AttendanceEntry,
    AttendanceKind,
    AttendanceSaved,
    Forecast,
    GaveUp,
    Place,
    PlaceRule,
    SeatState,
    Stage,
)

__all__ = [
    "ON_A_SEAT",
    "Attendance",
    "AttendanceEntry",
    "AttendanceKind",
    "AttendanceSaved",
    "AttendanceSheet",
    "CapacityBelowSeatsTaken",
    "EditionNotOpen",
    "EditionNumbers",
    "EditionPage",
    "Forecast",
    "GatheringHeldStill",
    "GatheringNotHeld",
    "GaveUp",
    "HoursOutOfReach",
    "MinutesMissing",
    "MinutesOutOfRange",
    "MyHours",
    "NoSeatToGiveUp",
    "NotAParticipant",
    "NotInQueue",
    "Participant",
    "Place",
    "PlaceRule",
    "PlannedEdition",
    "RunEdition",
    "Seat",
    "SeatState",
    "Seats",
    "SheetRow",
    "SignUpClosed",
    "SignUpNotOpenYet",
    "Stage",
    "UnitNumbers",
    "attendance_visible_to",
    "by_stage",
    "count_catalogue",
    "count_registered",
    "count_seats",
    "end_seats",
    "find_place",
    "find_place_of",
    "get_attendance_sheet",
    "get_edition_page",
    "get_my_overview",
    "get_place",
    "get_run_edition",
    "get_unit_numbers",
    "give_up_seat",
    "list_catalogue",
    "list_edition_numbers",
    "list_my_gatherings",
    "list_my_hours",
    "list_my_places",
    "list_person_ids",
    "list_places",
    "list_planned_editions",
    "list_published_numbers",
    "list_queued_person_ids",
    "list_seated_person_ids",
    "lock_place",
    "may_give_up_seat",
    "may_record_attendance",
    "may_reserve_seat",
    "may_see_numbers",
    "move_up_the_queue",
    "name_own_seats",
    "record_attendance",
    "reserve_seat",
    "take_back_attendance",
    "visible_to",
    "withdraw_from_queue",
]
