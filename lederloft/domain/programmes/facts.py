"""What the trail can say of modules, editions and gatherings."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.values import Fact


@dataclass(frozen=True, kw_only=True)
class _OfModule(Fact):
    module_id: int

    about: ClassVar[dict[str, str]] = {"module_id": "programmes.module"}


@dataclass(frozen=True, kw_only=True)
class ModuleMade(_OfModule):
    """A module was written down."""

    sentence: ClassVar[str] = N_("{who} laget modulen")


@dataclass(frozen=True, kw_only=True)
class ModuleChanged(_OfModule):
    """What a module says or demands was changed."""

    sentence: ClassVar[str] = N_("{who} endret modulen")


@dataclass(frozen=True, kw_only=True)
class _OfEdition(Fact):
    edition_id: int

    about: ClassVar[dict[str, str]] = {"edition_id": "programmes.edition"}


@dataclass(frozen=True, kw_only=True)
class EditionPlanned(_OfEdition):
    """An edition was planned, with its gatherings."""

    module_id: int

    about: ClassVar[dict[str, str]] = {"edition_id": "programmes.edition", "module_id": "programmes.module"}
    sentence: ClassVar[str] = N_("{who} planla gjennomføringen")


@dataclass(frozen=True, kw_only=True)
class EditionOpened(_OfEdition):
    """Leaders can see the edition and sign up."""

    sentence: ClassVar[str] = N_("{who} åpnet gjennomføringen for påmelding")


@dataclass(frozen=True, kw_only=True)
class EditionChanged(_OfEdition):
    """Seats, time for signing up or texts were changed."""

    capacity: int
    capacity_before: int

    sentence: ClassVar[str] = N_("{who} endret gjennomføringen: {capacity} plasser (før {capacity_before})")


@dataclass(frozen=True, kw_only=True)
class EditionStarted(_OfEdition):
    """The first gathering has been held."""

    sentence: ClassVar[str] = N_("Gjennomføringen kom i gang")


@dataclass(frozen=True, kw_only=True)
class EditionReopened(_OfEdition):
    """No gathering has been held after all: leaders can sign up again."""

    sentence: ClassVar[str] = N_("Gjennomføringen er ikke i gang likevel, og er åpen igjen")


@dataclass(frozen=True, kw_only=True)
class EditionCompleted(_OfEdition):
    """All gatherings are over and the edition closed."""

    sentence: ClassVar[str] = N_("{who} avsluttet gjennomføringen")


@dataclass(frozen=True, kw_only=True)
class EditionCancelled(_OfEdition):
    """The edition won't be held."""

    sentence: ClassVar[str] = N_("{who} avlyste gjennomføringen")


@dataclass(frozen=True, kw_only=True)
class _OfGathering(Fact):
    gathering_id: int
    edition_id: int
    number: int

    about: ClassVar[dict[str, str]] = {"gathering_id": "programmes.gathering", "edition_id": "programmes.edition"}


@dataclass(frozen=True, kw_only=True)
class GatheringAdded(_OfGathering):
    """An edition got one gathering more."""

    starts_at: str

    sentence: ClassVar[str] = N_("{who} la til samling {number}, som begynner {starts_at}")


@dataclass(frozen=True, kw_only=True)
class GatheringMoved(_OfGathering):
    """A gathering got another time or place."""

    starts_at: str
    before_at: str

    sentence: ClassVar[str] = N_("{who} flyttet samling {number} fra {before_at} til {starts_at}")


@dataclass(frozen=True, kw_only=True)
class GatheringPlaceChanged(_OfGathering):
    """A gathering got another room, address or link, at the same time."""

    sentence: ClassVar[str] = N_("{who} endret stedet for samling {number}")


@dataclass(frozen=True, kw_only=True)
class GatheringChanged(_OfGathering):
    """A gathering's texts were changed."""

    sentence: ClassVar[str] = N_("{who} endret teksten om samling {number}")


@dataclass(frozen=True, kw_only=True)
class GatheringCancelled(_OfGathering):
    """A gathering won't be held."""

    sentence: ClassVar[str] = N_("{who} avlyste samling {number}")


@dataclass(frozen=True, kw_only=True)
class GatheringHeld(_OfGathering):
    """A gathering has been held."""

    sentence: ClassVar[str] = N_("Samling {number} ble holdt")


@dataclass(frozen=True, kw_only=True)
class GatheringReopened(_OfGathering):
    """A gathering was said to be held by mistake."""

    sentence: ClassVar[str] = N_("{who} rettet at samling {number} ikke er holdt")


@dataclass(frozen=True, kw_only=True)
class _OfFacilitator(Fact):
    edition_id: int
    person_id: int
    gathering_id: int | None

    about: ClassVar[dict[str, str]] = {
        "edition_id": "programmes.edition",
        "person_id": "organisation.person",
        "gathering_id": "programmes.gathering",
    }


@dataclass(frozen=True, kw_only=True)
class FacilitatorAssigned(_OfFacilitator):
    """Somebody leads the edition or one of its gatherings."""

    sentence: ClassVar[str] = N_("{who} satte opp en fasilitator")


@dataclass(frozen=True, kw_only=True)
class FacilitatorReleased(_OfFacilitator):
    """Somebody leads it no longer."""

    sentence: ClassVar[str] = N_("{who} tok bort en fasilitator")
