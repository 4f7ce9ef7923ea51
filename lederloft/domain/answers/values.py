"""What a wave of answers is made of. Pure Python."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lederloft.foundation.errors.values import N_

__all__ = [
    "Answers",
    "InvitationState",
    "Invited",
    "NewWave",
    "OpenedWave",
    "WaveState",
]

Answers = tuple[int | None, ...]  # one place for each question; None: left out


class WaveState(StrEnum):
    """Whether a wave takes answers."""

    OPEN = "open"
    CLOSED = "closed"

    @property
    def msgid(self) -> str:
        """The state's name on the screen."""
        return {"open": N_("åpen"), "closed": N_("lukket")}[self.value]


class InvitationState(StrEnum):
    """Whether somebody has answered; never when, never what."""

    INVITED = "invited"
    ANSWERED = "answered"

    @property
    def msgid(self) -> str:
        """The state's name on the screen."""
        return {"invited": N_("invitert"), "answered": N_("har svart")}[self.value]


@dataclass(frozen=True)
class NewWave:
    """A wave to open: about what (a label such as "surveys.survey" and an id), and between which moments."""

    subject_label: str
    subject_id: int
    opens_at: datetime
    closes_at: datetime
    minimum_batch: int | None = None  # None: the floor that holds on the first day; higher is allowed, lower isn't


@dataclass(frozen=True)
class OpenedWave:
    """A wave just opened."""

    wave_id: int
    wave_key: str
    minimum_batch: int


@dataclass(frozen=True)
class Invited:
    """Somebody to ask, and the unit her answer is to count for: the lowest with enough invited, or none."""

    person_id: int
    unit_id: int | None = None
