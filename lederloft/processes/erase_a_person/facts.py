"""What the trail can say of erasing and of keeping no longer than the rules allow."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.api import Fact


@dataclass(frozen=True, kw_only=True)
class PersonErased(Fact):
    """Everything about a person is gone, or emptied where the row serves others. The ids lead to nobody."""

    person_id: int | None
    account_id: int | None
    deleted: int
    emptied: int
    about: ClassVar[dict[str, str]] = {"person_id": "organisation.person", "account_id": "access.account"}
    sentence: ClassVar[str] = N_("{who} slettet opplysningene om en person: {deleted} slettet, {emptied} tømt")


@dataclass(frozen=True, kw_only=True)
class RetentionCarriedOut(Fact):
    """Rows whose time was up are gone or emptied."""

    deleted: int
    emptied: int
    sentence: ClassVar[str] = N_("{who} ryddet det som ikke lenger skal lagres: {deleted} slettet, {emptied} tømt")
