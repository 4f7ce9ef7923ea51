"""Reading the attendance list of a gathering, for those who hold it."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext

from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.participation.policies import may_record_attendance
from lederloft.domain.participation.states import ON_A_SEAT
from lederloft.domain.participation.values import AttendanceKind
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionShown, GatheringShown
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound


@dataclass(frozen=True)
class SheetRow:
    """One person on the attendance list of a gathering."""

    seat_id: int
    seat_key: str
    name: str
    kind: AttendanceKind | None
    minutes: int | None


@dataclass(frozen=True)
class AttendanceSheet:
    """The attendance list of a gathering."""

    gathering: GatheringShown
    edition: EditionShown
    rows: tuple[SheetRow, ...]


def get_attendance_sheet(gathering_key: str, *, acting: Acting) -> AttendanceSheet:
    """Everybody on a seat, with what is registered, for those who may register. Five queries. Raises NotFound."""
    gathering = programmes.get_gathering(gathering_key, acting=acting)
    if not may_record_attendance(acting, gathering.gathering_id):
        raise NotFound
    own = Attendance.objects.filter(seat_id=OuterRef("pk"), gathering_id=gathering.gathering_id)
    rows = (
        Seat.objects.filter(edition_id=gathering.edition_id, state__in=ON_A_SEAT)
        .annotate(kind=Subquery(own.values("kind")), minutes=Subquery(own.values("minutes")))
        .order_by("person__name", "id")
        .values_list("id", "public_key", "person__name", "kind", "minutes")
    )
    return AttendanceSheet(
        gathering=gathering,
        edition=programmes.find_edition(gathering.edition_id),
        rows=tuple(
            SheetRow(seat_id, key, name or gettext("Slettet person"), AttendanceKind(kind) if kind else None, minutes)
            for seat_id, key, name, kind, minutes in rows
        ),
    )


def count_registered(gathering_id: int) -> int:
    """How many have attendance at the gathering, also those who have given up their seats since."""
    return Attendance.objects.filter(gathering_id=gathering_id).count()
