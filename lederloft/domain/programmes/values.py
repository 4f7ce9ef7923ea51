"""What modules, editions and gatherings are made of. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol, TypeVar

from lederloft.foundation.clock.values import DoubledHour
from lederloft.foundation.errors.values import N_

__all__ = [
    "EditionPlan",
    "EditionState",
    "EditionTerms",
    "GatheringPlan",
    "GatheringState",
    "GatheringTerms",
    "Held",
    "ModuleDetails",
    "Timed",
    "full_name",
    "gathering_name",
    "live_gatherings",
    "minutes_ahead",
]


class EditionState(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    OPEN = "open"  # leaders see it and may sign up
    RUNNING = "running"  # the first gathering has been held
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def msgid(self) -> str:
        """The state's name on the screen."""
        return _EDITION_NAMES[self]


_EDITION_NAMES = {
    EditionState.DRAFT: N_("utkast"),
    EditionState.OPEN: N_("åpen"),
    EditionState.RUNNING: N_("i gang"),
    EditionState.COMPLETED: N_("gjennomført"),
    EditionState.CANCELLED: N_("avlyst"),
}


class GatheringState(StrEnum):
    """Where a gathering stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def msgid(self) -> str:
        """The state's name on the screen."""
        return _GATHERING_NAMES[self]


_GATHERING_NAMES = {
    GatheringState.PLANNED: N_("planlagt"),
    GatheringState.HELD: N_("holdt"),
    GatheringState.CANCELLED: N_("avlyst"),
}


@dataclass(frozen=True)
class ModuleDetails:
    """What the development office writes about a module."""

    name: str
    description: str = ""
    required_minutes: int = 540
    gathering_count: int = 3


@dataclass(frozen=True)
class GatheringPlan:
    """A gathering as it is planned: wall-clock times in Norway."""

    title: str
    on: date
    starts: time
    ends: time
    ends_on: date | None = None  # when it ends on another day
    place: str = ""  # room or address
    digital_link: str = ""
    practical_information: str = ""
    counted_minutes: int | None = None  # when less than the whole time counts, as over a night
    doubled: DoubledHour | None = None  # which of the two, when the clocks show the hour twice


@dataclass(frozen=True)
class EditionPlan:
    """An edition as it is planned."""

    name: str  # tells it from other editions of the module: «Våren 2024»
    capacity: int
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime
    gatherings: tuple[GatheringPlan, ...]
    contact_person_id: int | None = None
    practical_information: str = ""
    facilitator_person_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class GatheringTerms:
    """What rules about hours need to know of a gathering."""

    gathering_id: int
    number: int
    starts_at: datetime
    ends_at: datetime
    counted_minutes: int
    state: GatheringState


@dataclass(frozen=True)
class EditionTerms:
    """What rules about seats need to know of an edition."""

    edition_id: int
    state: EditionState
    capacity: int
    required_minutes: int
    sign_up_opens_at: datetime
    sign_up_closes_at: datetime


class Held(Protocol):
    """A gathering that is to be held, or has been."""

    @property
    def state(self) -> GatheringState:
        """Where the gathering stands."""


class Timed(Held, Protocol):
    """One with a time, and minutes that count."""

    @property
    def ends_at(self) -> datetime:
        """When it is over."""

    @property
    def counted_minutes(self) -> int:
        """What it gives."""


G = TypeVar("G", bound=Held)


def live_gatherings(gatherings: Iterable[G]) -> tuple[G, ...]:
    """Those not cancelled."""
    return tuple(g for g in gatherings if g.state != GatheringState.CANCELLED)


def minutes_ahead(gatherings: Iterable[Timed], *, now: datetime) -> int:
    """What one who comes in now can still reach: a gathering under way counts, one that is over or held doesn't."""
    return sum(g.counted_minutes for g in gatherings if g.state == GatheringState.PLANNED and now < g.ends_at)


def gathering_name(module_name: str, number: int, title: str) -> str:
    """«Teamledelse 3: Når teamet står fast»: a gathering wherever its edition isn't shown beside it."""
    return f"{module_name} {number}: {title}" if title else f"{module_name} {number}"


def full_name(module_name: str, edition_name: str) -> str:
    """«Teamledelse, våren 2027»: an edition as people speak of it, wherever its module isn't shown beside it."""
    if module_name.casefold() in edition_name.casefold():
        return edition_name
    is_word = len(edition_name) > 1 and edition_name[1].islower()
    return f"{module_name}, {edition_name[:1].lower() + edition_name[1:] if is_word else edition_name}"
