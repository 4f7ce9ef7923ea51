"""What the trail says of itself."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.values import Fact


@dataclass(frozen=True, kw_only=True)
class EveryMunicipalityRead(Fact):
    """Upkeep went through every municipality, for a named reason."""

    reason: str

    sentence: ClassVar[str] = N_("{who} gikk gjennom alle kommunene for vedlikehold")
