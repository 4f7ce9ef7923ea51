"""What the trail can say of calendars. Invitations are told by the act that makes them necessary."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.values import Fact


@dataclass(frozen=True, kw_only=True)
class CalendarFeedMade(Fact):
    """Somebody got an address of her own for her calendar; one made before no longer works."""

    sentence: ClassVar[str] = N_("{who} laget en adresse for å abonnere på kalenderen sin")


@dataclass(frozen=True, kw_only=True)
class CalendarFeedRemoved(Fact):
    """The address no longer works."""

    sentence: ClassVar[str] = N_("{who} stengte adressen til kalenderen sin")
