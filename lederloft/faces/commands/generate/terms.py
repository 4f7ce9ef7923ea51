"""What happens to the generated editions, in the order of time: opened, signed up for, held, closed."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from random import Random

from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind, get_attendance_sheet
from lederloft.domain.programmes.api import EditionPlan, GatheringPlan, GatheringShown, list_gatherings
from lederloft.faces.commands.examples.building import Somebody, Town
from lederloft.faces.commands.generate.sizes import Size
from lederloft.faces.commands.replies import tell
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.wording import api as wording
from lederloft.processes.deliver_a_module.api import (
    close_an_edition,
    give_up_a_seat,
    open_an_edition,
    register_attendance,
    sign_up,
)

_GATHERINGS, _WEEKS_BETWEEN, _OPENS_WEEKS_BEFORE = 3, 4, 8
_STARTS, _ENDS, _MINUTES = time(9), time(12), 180


@dataclass
class Diary:
    """What is still to happen; the clock goes from one happening to the next until now."""

    _waiting: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def add(self, at: datetime, happening: Callable[[], None]) -> None:
        """Let it happen then. Of two at the same moment the one added first comes first."""
        heapq.heappush(self._waiting, (at, next(self._numbers), happening))

    def live(self, stopped: clock.StoppedClock, *, until: datetime) -> None:
        """Everything up to the moment; what lies after it has not happened yet."""
        while self._waiting and self._waiting[0][0] <= until:
            at, _number, happening = heapq.heappop(self._waiting)
            stopped.move_to(at)
            happening()


@dataclass(frozen=True)
class Terms:
    """The editions of a municipality, written into a diary."""

    town: Town
    office: Somebody
    size: Size
    random: Random
    diary: Diary

    def announce(self, module_id: int, *, monday: date) -> None:
        """An edition whose first gathering lies in the week of that Monday."""
        weekday = self.random.randrange(1, 4)
        days = [monday + timedelta(weeks=_WEEKS_BETWEEN * n, days=weekday) for n in range(_GATHERINGS)]
        opens_at = clock.local(days[0] - timedelta(weeks=_OPENS_WEEKS_BEFORE), time(8))
        leaders = [one for rank in sorted(self.town.leaders) for one in self.town.leaders[rank]]
        coming = self.random.sample(leaders, self.size.signed_up)
        self.diary.add(opens_at, lambda: self._open(module_id, days, opens_at, coming))

    def _open(self, module_id: int, days: list[date], opens_at: datetime, coming: list[Somebody]) -> None:
        plan = EditionPlan(
            name=f"{wording.capitalised(wording.month(days[0].month))} {days[0].year}",
            capacity=self.size.capacity,
            sign_up_opens_at=opens_at,
            sign_up_closes_at=clock.start_of_day(days[0] - timedelta(days=7)),
            gatherings=tuple(_gathering(number, day) for number, day in enumerate(days, 1)),
            contact_person_id=self.office.person_id,
            facilitator_person_ids=(self.town.by_role[Role.FACILITATOR].person_id,),
        )
        tell(f"  {plan.name} …")
        edition_id = open_an_edition(module_id, plan=plan, acting=self.town.acting_as(self.office)).id
        at = opens_at
        for leader in coming:
            at += timedelta(minutes=self.random.randrange(5, 600))
            self.diary.add(at, partial(self._sign_up, edition_id, leader, opens_at))
        for gathering in self._gatherings(edition_id):
            register = partial(self._register, gathering.gathering_key, gathering.gathering_id)
            self.diary.add(gathering.ends_at + timedelta(minutes=10), register)
        after = clock.local(days[-1] + timedelta(days=1), _STARTS)
        self.diary.add(after, lambda: self._close(edition_id))

    def _gatherings(self, edition_id: int) -> list[GatheringShown]:
        with scope(self.town.municipality_id):
            return list_gatherings(edition_id)

    def _sign_up(self, edition_id: int, leader: Somebody, opens_at: datetime) -> None:
        place = sign_up(edition_id, acting=self.town.acting_as(leader))
        if self.random.random() < 0.06:  # now and then somebody can't after all, and the queue moves up
            at = opens_at + timedelta(days=20)
            self.diary.add(at, lambda: self._give_up(place.seat_id, leader))

    def _give_up(self, seat_id: int, leader: Somebody) -> None:
        give_up_a_seat(seat_id, acting=self.town.acting_as(leader))

    def _register(self, gathering_key: str, gathering_id: int) -> None:
        acting = self.town.acting_as(self.town.by_role[Role.FACILITATOR])
        with scope(self.town.municipality_id):
            sheet = get_attendance_sheet(gathering_key, acting=acting)
        entries = [self._entry(row.seat_id) for row in sheet.rows]
        register_attendance(gathering_id, entries=entries, acting=acting)

    def _entry(self, seat_id: int) -> AttendanceEntry:
        drawn = self.random.random()
        if drawn < 0.85:
            return AttendanceEntry(seat_id, AttendanceKind.FULL)
        if drawn < 0.93:
            return AttendanceEntry(seat_id, AttendanceKind.ABSENT)
        return AttendanceEntry(seat_id, AttendanceKind.PARTIAL, self.random.randrange(30, _MINUTES, 30))

    def _close(self, edition_id: int) -> None:
        close_an_edition(edition_id, acting=self.town.acting_as(self.office))


def _gathering(number: int, day: date) -> GatheringPlan:
    return GatheringPlan(
        title=f"Samling {number}", on=day, starts=_STARTS, ends=_ENDS, place="Kommunestyresalen, rådhuset"
    )
