"""What the trail can say about roles and stand-ins. Dates are ISO texts in fields that end in ``on``."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.values import Fact

_GRANT = {"grant_id": "access.rolegrant", "holder_account_id": "access.account"}
_STAND_IN = {
    "stand_in_id": "access.standin",
    "absent_account_id": "access.account",
    "stand_in_account_id": "access.account",
}


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Fact):
    """An account holds a role from a day on."""

    grant_id: int
    holder_account_id: int
    role: str
    scope_kind: str
    scope_id: int | None
    begins_on: str
    last_on: str | None

    about: ClassVar[dict[str, str]] = _GRANT
    sentence: ClassVar[str] = N_("{who} ga rollen {role} fra {begins_on}")


@dataclass(frozen=True, kw_only=True)
class RoleWithdrawn(Fact):
    """A role was taken back."""

    grant_id: int
    holder_account_id: int
    role: str
    ceases_on: str

    about: ClassVar[dict[str, str]] = _GRANT
    sentence: ClassVar[str] = N_("{who} trakk tilbake rollen {role} fra {ceases_on}")


@dataclass(frozen=True, kw_only=True)
class StandInNamed(Fact):
    """Somebody may use another's roles for a period; nobody is asked why."""

    stand_in_id: int
    absent_account_id: int
    stand_in_account_id: int
    begins_on: str
    last_on: str

    about: ClassVar[dict[str, str]] = _STAND_IN
    sentence: ClassVar[str] = N_("{who} valgte en stedfortreder fra {begins_on} til {last_on}")


@dataclass(frozen=True, kw_only=True)
class StandInEnded(Fact):
    """A stand-in's period was cut short."""

    stand_in_id: int
    absent_account_id: int
    stand_in_account_id: int
    ceases_on: str

    about: ClassVar[dict[str, str]] = _STAND_IN
    sentence: ClassVar[str] = N_("{who} avsluttet en stedfortreder fra {ceases_on}")
