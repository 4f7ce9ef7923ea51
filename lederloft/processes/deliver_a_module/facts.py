"""What the trail can say beside what the modules say themselves."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.api import Fact

_ABOUT = {"edition_id": "programmes.edition", "person_id": "organisation.person"}


@dataclass(frozen=True, kw_only=True)
class TakenOutOfCalendar(Fact):
    """One who leads may no longer see the edition."""

    edition_id: int
    person_id: int
    about: ClassVar[dict[str, str]] = _ABOUT
    sentence: ClassVar[str] = N_("{who} tok samlingene ut av kalenderen til en som ikke lenger kan se dem")


@dataclass(frozen=True, kw_only=True)
class PutBackInCalendar(Fact):
    """One who leads may see the edition again."""

    edition_id: int
    person_id: int
    about: ClassVar[dict[str, str]] = _ABOUT
    sentence: ClassVar[str] = N_("{who} la samlingene tilbake i kalenderen til en som kan se dem igjen")
