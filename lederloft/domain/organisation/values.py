"""The words and values of organisation, without Django, so that rules can share them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from lederloft.foundation.dated.values import Period
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


V = TypeVar("V")


@dataclass(frozen=True)
class Span(Generic[V]):
    """Something that stayed as it was through a period."""

    period: Period
    value: V

    @property
    def valid_from(self) -> date:
        """The first day."""
        return self.period.valid_from

    @property
    def valid_to(self) -> date | None:
        """The last day, or None."""
        return self.period.valid_to


@dataclass(frozen=True)
class UnitState:
    """What a unit is called, where it stands and what it is. The top unit has no parent."""

    name: str
    parent_id: int | None
    kind: UnitKind


@dataclass(frozen=True)
class Holding:
    """Who holds a post, how, and when."""

    person_id: int
    kind: AppointmentKind
    period: Period


@dataclass(frozen=True)
class LevelName:
    """A leader level as data: 1 is the top."""

    rank: int
    name: str


@dataclass(frozen=True)
class NewPerson:
    """Somebody to be invited. Without a name the first half of the address stands for it until she is named."""

    email: str
    name: str = ""


@dataclass(frozen=True)
class ProfileDetails:
    """A municipality as it describes itself. The contact answers «Hvem spør jeg?»."""

    name: str
    number: str
    organisation_number: str
    language_form: LanguageForm
    level_model: LevelModel
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    accessibility_url: str = ""


@dataclass(frozen=True)
class CreatedMunicipality:
    """A municipality just made, with the unit that everything hangs from."""

    municipality_id: int
    slug: str
    top_unit: Ref
    invitation_id: int | None = None  # the first administrator's
