"""Editions of the examples: planned, opened, signed up for, held and closed by the people whose acts these are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from lederloft.domain.participation.api import AttendanceEntry, AttendanceKind, Place, SeatState
from lederloft.domain.programmes.api import EditionPlan, GatheringPlan, list_gatherings
from lederloft.faces.commands.examples.building import Somebody, Town
from lederloft.faces.commands.examples.seasons import Spring
from lederloft.faces.commands.replies import tell
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import scope
from lederloft.processes.deliver_a_module.api import (
    assign_a_facilitator,
    close_an_edition,
    open_an_edition,
    register_attendance,
    sign_up,
)

# Who was there how much, gathering by gathering, over and over along the seats. Most reach their hours.
_PRESENCE = (
    (None, None, 0),
    (None, None, None),
    (None, 150, None),
    (None, None, None),
    (120, None, None),
    (None, None, None),
)


@dataclass(frozen=True)
class Module:
    """A module of the example, with the hours and the room of its gatherings."""

    module_id: int
    starts: time
    ends: time
    room: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Planned:
    """An edition to be opened."""

    module_id: int
    plan: EditionPlan


def plan_of(module: Module, spring: Spring, *, contact: Somebody, on: tuple[date, ...], capacity: int = 18) -> Planned:
    """Gatherings on the days; signing up is open until two weeks before the first."""
    today = clock.today()
    gatherings = tuple(
        GatheringPlan(
            title=title,
            on=day,
            starts=module.starts,
            ends=module.ends,
            place=module.room,
            practical_information="Ta med noe å skrive med. Det er kaffe fra en halvtime før.",
        )
        for title, day in zip(module.titles, on, strict=True)
    )
    plan = EditionPlan(
        name=spring.name,
        capacity=capacity,
        sign_up_opens_at=clock.start_of_day(today - timedelta(days=1)),
        sign_up_closes_at=clock.start_of_day(on[0] - timedelta(days=14)),
        gatherings=gatherings,
        contact_person_id=contact.person_id,
    )
    return Planned(module.module_id, plan)


def open_for_sign_up(
    town: Town, office: Somebody, planned: Planned, leaders: Sequence[Somebody], stopped: clock.StoppedClock
) -> tuple[int, list[Place]]:
    """The office opens the edition, a facilitator is assigned, and the leaders are signed up in that order.

    Those who sign in do it themselves, the office does it for the others. Returns the edition's id and the places.
    """
    tell(f"  {planned.plan.name}: {planned.plan.gatherings[0].on:%d.%m.%Y} …")
    edition = open_an_edition(planned.module_id, plan=planned.plan, acting=town.acting_as(office))
    facilitator = town.by_role[Role.FACILITATOR]
    assign_a_facilitator(edition.id, person_id=facilitator.person_id, acting=town.acting_as(office))
    places = []
    for leader in leaders:
        stopped.forward(timedelta(minutes=47))
        acting = town.acting_as(leader if leader.account_id else office)
        places.append(sign_up(edition.id, person_id=leader.person_id, acting=acting))
    return edition.id, places


def hold_edition(
    town: Town, office: Somebody, planned: Planned, leaders: Sequence[Somebody], stopped: clock.StoppedClock
) -> None:
    """From opening to closing: every gathering is held and its attendance registered on the day."""
    edition_id, places = open_for_sign_up(town, office, planned, leaders, stopped)
    with scope(town.municipality_id):
        gatherings = list_gatherings(edition_id)
    seated = [place for place in places if place.state == SeatState.SEATED]
    for index, gathering in enumerate(gatherings):
        stopped.move_to(gathering.ends_at + timedelta(minutes=10))
        entries = [_entry(place, _PRESENCE[seat % len(_PRESENCE)][index]) for seat, place in enumerate(seated)]
        register_attendance(
            gathering.gathering_id, entries=entries, acting=town.acting_as(town.by_role[Role.FACILITATOR])
        )
    stopped.forward(timedelta(days=1))
    close_an_edition(edition_id, acting=town.acting_as(office))


def _entry(place: Place, minutes: int | None) -> AttendanceEntry:
    if minutes is None:
        return AttendanceEntry(place.seat_id, AttendanceKind.FULL)
    if minutes == 0:
        return AttendanceEntry(place.seat_id, AttendanceKind.ABSENT)
    return AttendanceEntry(place.seat_id, AttendanceKind.PARTIAL, minutes)
