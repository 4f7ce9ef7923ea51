"""Marks that say which fields hold personal data, why, for whom and until when. Pure Python."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lederloft.foundation.errors.values import N_


class Category(StrEnum):
    """What kind of personal data a field holds."""

    IDENTITY = "identity"  # name, key to a person
    CONTACT = "contact"  # e-mail, telephone
    POSITION = "position"  # post, unit, office held
    PARTICIPATION = "participation"  # seats, hours, attendance
    ACTIVITY = "activity"  # who did what when in the system
    SURVEY = "survey"  # whether somebody is asked and has answered; answers until they are mixed
    CREDENTIAL = "credential"  # secrets, hashed
    FREE_TEXT = "free_text"  # what people write themselves


class Purpose(StrEnum):
    """Why the data is processed. The value is the msgid shown in privacy statements."""

    SIGN_IN = N_("gi riktig person tilgang")
    ORGANISATION = N_("vite hvem som leder hva")
    PARTICIPATION = N_("gjennomføre samlinger og dokumentere timer")
    SURVEY = N_("måle uten at noen kan se hvem som svarte hva")
    MESSAGES = N_("sende beskjeder og kalenderinvitasjoner")
    ACCOUNTABILITY = N_("kunne etterprøve hvem som gjorde hva")
    OPERATION = N_("drive løsningen trygt")


class LegalBasis(StrEnum):
    """Where the right to process comes from (GDPR article 6)."""

    PUBLIC_TASK = N_("personvernforordningen artikkel 6 nr. 1 bokstav e (oppgave i allmennhetens interesse)")
    CONTRACT = N_("personvernforordningen artikkel 6 nr. 1 bokstav b (arbeidsavtalen)")
    LEGAL_DUTY = N_("personvernforordningen artikkel 6 nr. 1 bokstav c (rettslig plikt)")
    CONSENT = N_("personvernforordningen artikkel 6 nr. 1 bokstav a (samtykke)")


class Then(StrEnum):
    """What the retention job does when the time is up."""

    DELETE_ROW = "delete_row"
    BLANK_FIELD = "blank_field"


@dataclass(frozen=True)
class Keep:
    """Keep until ``months`` after the moment or date in the field ``after`` on the same row; then act."""

    after: str
    months: int
    then: Then


@dataclass(frozen=True)
class KeepWith:
    """Lives and goes with the row that the field ``owner`` points to."""

    owner: str


@dataclass(frozen=True)
class KeepBy:
    """A named retention source in wiring carries the rule out; ``rule`` says it in bokmål."""

    source: str
    rule: str


KeepRule = Keep | KeepWith | KeepBy


@dataclass(frozen=True)
class Personal:
    """A field that says something about a person. ``recipients`` are role slugs."""

    category: Category
    purpose: Purpose
    basis: LegalBasis
    recipients: tuple[str, ...]
    keep: KeepRule


@dataclass(frozen=True)
class Impersonal:
    """A field that could have held personal data but doesn't, with the reason."""

    because: str


@dataclass(frozen=True)
class Marks:
    """The marks of one model: ``what`` names the record in bokmål, ``subject`` the field that leads to the person."""

    what: str
    fields: Mapping[str, Personal | Impersonal] = field(default_factory=dict)
    subject: str | None = None
    subject_kind: str | None = None  # the field that says whose id ``subject`` holds: "person", "account" or another
    kept_at_erasure: str | None = None  # why a row outlives the person's erasure, in bokmål; None: it doesn't
    emptied_at_erasure: tuple[str, ...] | None = None  # None: every field of a kept row that could tell who she was


# A kept row loses these at erasure; posts, hours and acts stay and point to nobody.
TELLING = frozenset({Category.IDENTITY, Category.CONTACT, Category.CREDENTIAL, Category.FREE_TEXT})


@dataclass(frozen=True)
class Subject:
    """The one whose data it is: her ids as a person of one municipality, and as an account."""

    person_ids: frozenset[int] = frozenset()
    account_ids: frozenset[int] = frozenset()

    def ids(self, root: str) -> frozenset[int]:
        """The ids in one of the two tables a person is known by."""
        return self.person_ids if root == "person" else self.account_ids


@dataclass(frozen=True)
class Gone:
    """Told to what wiring calls followers: which rows are about to go, by model label ("organisation.person")."""

    rows: Mapping[str, Collection[int]]
    subject: Subject = Subject()  # empty when a retention rule is carried out


@dataclass(frozen=True)
class Due:
    """What a named retention source answers: ids by model label, of rows to delete, and of rows to lose the fields
    whose marks name the source."""

    delete: Mapping[str, Collection[int]] = field(default_factory=dict)
    blank: Mapping[str, Collection[int]] = field(default_factory=dict)
