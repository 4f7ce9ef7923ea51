"""What the trail can say of waves. Nothing here tells who answered, or when."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.values import Fact


@dataclass(frozen=True, kw_only=True)
class _OfWave(Fact):
    wave_id: int

    about: ClassVar[dict[str, str]] = {"wave_id": "answers.wave"}


@dataclass(frozen=True, kw_only=True)
class WaveOpened(_OfWave):
    """People can be asked."""

    sentence: ClassVar[str] = N_("{who} åpnet målingen")


@dataclass(frozen=True, kw_only=True)
class PeopleAsked(_OfWave):
    """So many were invited to answer."""

    count: int

    sentence: ClassVar[str] = N_("{who} inviterte {count} til å svare")


@dataclass(frozen=True, kw_only=True)
class WaveClosed(_OfWave):
    """No more answers."""

    sentence: ClassVar[str] = N_("{who} lukket målingen")
