"""Seats and attendance."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lederloft.domain.participation.states import LIVE, ON_A_SEAT
from lederloft.domain.participation.values import AttendanceKind, PlaceRule, SeatState
from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.api import (
    Category,
    KeepWith,
    LegalBasis,
    Marks,
    Personal,
    Purpose,
)
from lederloft.foundation.tenancy.api import Municipal

_PARTICIPATION = Personal(
    Category.PARTICIPATION,
    Purpose.PARTICIPATION,
    LegalBasis.PUBLIC_TASK,
    ("leder", "utviklingskontoret", "leverandor", "coach", "fasilitator"),
    KeepWith("person"),
)
_ATTENDANCE = Personal(
    Category.PARTICIPATION,
    Purpose.PARTICIPATION,
    LegalBasis.PUBLIC_TASK,
    ("leder", "utviklingskontoret", "leverandor", "coach", "fasilitator"),
    KeepWith("seat"),
)
_KEPT = N_("Plassen og timene står med en person uten navn, slik at tallene for modulen fortsatt stemmer.")


def _in(states: frozenset[SeatState]) -> Q:
    return Q(state__in=sorted(s.value for s in states))


class Seat(Municipal):
    """A person's place in an edition: on a seat or in the queue."""

    edition = models.ForeignKey("programmes.Edition", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=14, choices=[(s.value, s.value) for s in SeatState])
    seat_number = models.PositiveIntegerField(null=True, blank=True)
    queue_number = models.PositiveIntegerField(null=True, blank=True)  # the number drawn; kept when she moves up
    rule = models.CharField(max_length=20, choices=[(r.value, r.value) for r in PlaceRule])
    signed_up_at = models.DateTimeField()
    seated_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar[Marks] = Marks(
        what=N_("Plasser og køplasser"),
        subject="person",
        fields={
            "person": _PARTICIPATION,
            "signed_up_at": _PARTICIPATION,
            "seated_at": _PARTICIPATION,
            "ended_at": _PARTICIPATION,
        },
        kept_at_erasure=_KEPT,
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "person"], condition=_in(LIVE), name="participation_one_live_seat_per_person"
            ),
            models.UniqueConstraint(
                fields=["edition", "seat_number"],
                condition=Q(seat_number__isnull=False),
                name="participation_seat_number_once",
            ),
            models.UniqueConstraint(
                fields=["edition", "queue_number"],
                condition=Q(queue_number__isnull=False),
                name="participation_queue_number_once",
            ),
            models.CheckConstraint(
                condition=(_in(ON_A_SEAT) & Q(seat_number__isnull=False, seat_number__gte=1, seated_at__isnull=False))
                | (~_in(ON_A_SEAT) & Q(seat_number__isnull=True)),
                name="participation_seat_number_follows_state",
            ),
            models.CheckConstraint(
                condition=~_in(frozenset({SeatState.QUEUED})) | Q(queue_number__isnull=False, queue_number__gte=1),
                name="participation_queued_has_number",
            ),
            models.CheckConstraint(
                condition=(_in(LIVE) & Q(ended_at__isnull=True)) | (~_in(LIVE) & Q(ended_at__isnull=False)),
                name="participation_ended_follows_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in SeatState]), name="participation_seat_state_known"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["edition", "state", "queue_number"], name="participation_seat_in_edition"),
            models.Index(fields=["person", "state"], name="participation_seat_of_person"),
        ]


class Attendance(Municipal):
    """How many minutes of a gathering somebody was there. The reason has no place here."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendance")
    gathering = models.ForeignKey("programmes.Gathering", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in AttendanceKind])
    minutes = models.PositiveIntegerField()
    registered_at = models.DateTimeField()

    privacy: ClassVar[Marks] = Marks(
        what=N_("Oppmøte"),
        subject="seat",
        fields={"registered_at": _ATTENDANCE, "minutes": _ATTENDANCE, "kind": _ATTENDANCE},
        kept_at_erasure=_KEPT,
    )

    class Meta(Municipal.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["seat", "gathering"], name="participation_attendance_once"),
            models.CheckConstraint(
                condition=Q(kind=AttendanceKind.ABSENT, minutes=0)
                | Q(kind__in=[AttendanceKind.FULL.value, AttendanceKind.PARTIAL.value], minutes__gte=1),
                name="participation_attendance_minutes_follow_kind",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["gathering", "seat"], name="participation_attendance_at"),
        ]
