"""The words and values of organisation, without Django, so that rules can share them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lederloft.foundation.errors.values import N_


class LanguageForm(StrEnum):
    """The written language a municipality has chosen for itself."""

    BOKMAL = "nb"
    NYNORSK = "nn"
    NEUTRAL = "neutral"

    @property
    def msgid(self) -> str:
        """The name on the screen."""
        return {"nb": N_("bokmål"), "nn": N_("nynorsk"), "neutral": N_("språknøytral")}[self.value]


class LevelModel(StrEnum):
    """How many steps there are from the top leader to those who head a unit."""

    TWO = "two"  # the heads of units answer straight to the top leader's office
    THREE = "three"  # with directors of service areas between

    @property
    def msgid(self) -> str:
        """The name on the screen."""
        return {"two": N_("tonivåmodell"), "three": N_("trenivåmodell")}[self.value]


class TitleKind(StrEnum):
    """What a municipality has its own word for, and changes its mind about."""

    TOP_LEADER = "top_leader"  # rådmann, kommunedirektør
    DEVELOPMENT_OFFICE = "development_office"  # Organisasjon og forhandling, HR

    @property
    def msgid(self) -> str:
        """The name on the screen."""
        return {"top_leader": N_("øverste leder"), "development_office": N_("utviklingskontoret")}[self.value]


class UnitKind(StrEnum):
    """Whether a unit delivers services or serves those who do."""

    LINE = "line"
    STAFF = "staff"

    @property
    def msgid(self) -> str:
        """The name on the screen."""
        return {"line": N_("linje"), "staff": N_("stab")}[self.value]


class AppointmentKind(StrEnum):
    """How somebody holds a post."""

    PERMANENT = "permanent"
    ACTING = "acting"  # beside or instead of the one who holds it

    @property
    def msgid(self) -> str:
        """The name on the screen."""
        return {"permanent": N_("fast"), "acting": N_("konstituert")}[self.value]


@dataclass(frozen=True)
class Ref:
    """A row just made: its id inside the house, its key in URLs."""

    id: int
    public_key: str


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included; no last day means until further notice."""

    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the day lies in the period."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return (other.valid_to is None or self.valid_from <= other.valid_to) and (
            self.valid_to is None or other.valid_from <= self.valid_to
        )

    def covers(self, other: "Period") -> bool:
        """Whether every day of the other lies in this one."""
        if self.valid_from > other.valid_from:
            return False
        return self.valid_to is None or (other.valid_to is not None and other.valid_to <= self.valid_to)


@dataclass(frozen=True)
class UnitState:
    """What a unit was called and where it stood, in a period without change."""

    period: Period
    name: str
    parent_id: int | None
    kind: UnitKind


@dataclass(frozen=True)
class LevelName:
    """A leader level as data: 1 is the top."""

    rank: int
    name: str


@dataclass(frozen=True)
class Holding:
    """Who holds a post, how, and when."""

    person_id: int
    kind: AppointmentKind
    period: Period
