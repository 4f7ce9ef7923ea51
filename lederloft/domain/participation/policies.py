"""Who may sign up whom, who may register attendance, and whose seats one sees."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from lederloft.domain.participation.models import Attendance, Seat
from lederloft.domain.participation.states import ON_A_SEAT
from lederloft.domain.programmes.api import HOLDERS, gatherings_held_by, may_hold_gathering, may_plan
from lederloft.foundation.acting.values import Acting, Permission, Role
from lederloft.foundation.errors.values import NotFound

# They sign up themselves.
_PARTICIPANTS = (Role.LEADER, Role.UNIT_HEAD)
# They see how many, never who.
_COUNTERS = (
    Role.LEADER,
    Role.UNIT_HEAD,
    Role.BUDGET_HOLDER,
    Role.REPRESENTATIVE,
    Role.POLITICIAN,
    Role.DEVELOPMENT_OFFICE,
)


def may_reserve_seat(acting: Acting, edition_id: object) -> Permission:
    """A leader for herself, the development office for anybody. For whom: may_reserve_seat_for."""
    return may_plan(acting, edition_id) or (acting.person_id is not None and acting.grant(*_PARTICIPANTS))


def may_reserve_seat_for(acting: Acting, person_id: int) -> bool:
    """Whether the one to be seated is herself, or the acting is the development office."""
    if may_plan(acting, None):
        return True
    # What is one's own isn't lent: a stand-in signs up herself only.
    return acting.person_id == person_id and acting.has(*_PARTICIPANTS)


def may_give_up_seat(acting: Acting, seat_id: int) -> Permission:
    """Her own, or the development office. A seat she doesn't see is NotFound, as one that isn't there."""
    planner = may_plan(acting, seat_id)
    person_id = Seat.objects.filter(pk=seat_id).values_list("person_id", flat=True).first()
    if person_id is None:
        raise NotFound
    if planner:
        return planner
    if acting.person_id != person_id:
        raise NotFound
    return acting.grant(*_PARTICIPANTS) or True


def may_record_attendance(acting: Acting, gathering_id: int) -> Permission:
    """The development office, and those assigned to the gathering."""
    return may_hold_gathering(acting, gathering_id)


def may_see_numbers(acting: Acting) -> bool:
    """Everybody who works with content sees how many; nobody sees who by it."""
    return acting.is_upkeep or acting.has(*_COUNTERS)


def visible_to(acting: Acting) -> QuerySet[Seat]:
    """Seats the acting may see with a name: all for the development office, one's own, and those of gatherings held."""
    if may_plan(acting, None):
        return Seat.objects.all()
    if acting.person_id is None:
        return Seat.objects.none()
    own = Q(person_id=acting.person_id)
    if not acting.has(*HOLDERS):
        return Seat.objects.filter(own)
    held = gatherings_held_by(acting).filter(edition_id=OuterRef("edition_id"))
    return Seat.objects.filter(own | (Q(state__in=ON_A_SEAT) & Exists(held)))


def attendance_visible_to(acting: Acting) -> QuerySet[Attendance]:
    """Attendance the acting may see with a name: all for the office, her own, and that of the gatherings she holds."""
    if may_plan(acting, None):
        return Attendance.objects.all()
    if acting.person_id is None:
        return Attendance.objects.none()
    own = Q(seat__person_id=acting.person_id)
    if not acting.has(*HOLDERS):
        return Attendance.objects.filter(own)
    return Attendance.objects.filter(own | Q(gathering__in=gatherings_held_by(acting).values("pk")))
