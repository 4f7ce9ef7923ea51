"""Who acts, with which roles and how far they reach. Pure Python."""

from dataclasses import dataclass
from enum import StrEnum

from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.trail.values import Via


class Role(StrEnum):
    """The roles a person can hold in a municipality. The value is the slug used in links and matrices."""

    LEADER = "leder"
    UNIT_HEAD = "enhetsleder"
    BUDGET_HOLDER = "budsjettansvarlig"
    DEVELOPMENT_OFFICE = "utviklingskontoret"
    SUPPLIER = "leverandor"
    COACH = "coach"
    FACILITATOR = "fasilitator"
    REPRESENTATIVE = "tillitsvalgt"
    POLITICIAN = "politiker"
    IT = "it"
    DATA_PROTECTION = "personvernombud"


class ScopeKind(StrEnum):
    """How far a role reaches."""

    OWN = "own"  # only what is hers
    UNIT = "unit"  # the unit with that id and those below it
    MUNICIPALITY = "municipality"
    AGREEMENT = "agreement"  # what belongs to the agreement with that id


@dataclass(frozen=True)
class Grant:
    """A role with its reach, own or lent by somebody she stands in for."""

    role: Role
    scope_kind: ScopeKind
    scope_id: int | None = None
    lent_by_account_id: int | None = None


@dataclass(frozen=True)
class Acting:
    """The one who acts. Made by a face at sign-in, by a command, or by a job; always passed on explicitly."""

    account_id: int | None
    municipality_id: int | None
    person_id: int | None
    grants: tuple[Grant, ...]
    via: Via
    is_upkeep: bool = False  # the installation itself: jobs and the command line
    client_key: str | None = None  # from the form or the API call; makes a repeat of the write harmless

    def signed_in(self) -> int:
        """The account's id; raises NotAllowed when the installation itself acts."""
        if self.account_id is None:
            raise NotAllowed
        return self.account_id

    def grant(self, *roles: Role) -> Grant | None:
        """A grant of one of the roles, her own before a lent one; None when she holds none."""
        held = [g for g in self.grants if g.role in roles]
        return min(held, key=lambda g: g.lent_by_account_id is not None, default=None)

    def has(self, *roles: Role) -> bool:
        """Whether she holds one of the roles."""
        return self.grant(*roles) is not None


Permission = Grant | bool | None


def upkeep(*, municipality_id: int | None, via: Via = Via.JOB) -> Acting:
    """The installation acting by itself: a job or the command line."""
    return Acting(None, municipality_id, None, (), via, is_upkeep=True)
