"""What the trail can say about organisation. Dates are ISO texts in fields that end in ``on``."""

from dataclasses import dataclass
from typing import ClassVar

from lederloft.foundation.errors.values import N_
from lederloft.foundation.trail.values import Fact


@dataclass(frozen=True, kw_only=True)
class MunicipalityCreated(Fact):
    """The installation got a new municipality."""

    municipality_id: int

    sentence: ClassVar[str] = N_("{who} opprettet kommunen")


@dataclass(frozen=True, kw_only=True)
class MunicipalityRemoved(Fact):
    """An example municipality and everything in it was deleted."""

    municipality_id: int

    sentence: ClassVar[str] = N_("{who} fjernet en eksempelkommune og alt i den")


@dataclass(frozen=True, kw_only=True)
class ProfileWritten(Fact):
    """The municipality's description of itself was written for the first time."""

    profile_id: int

    about: ClassVar[dict[str, str]] = {"profile_id": "organisation.profile"}
    sentence: ClassVar[str] = N_("{who} la inn opplysningene om kommunen")


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Fact):
    """The municipality's description of itself was changed."""

    profile_id: int

    about: ClassVar[dict[str, str]] = {"profile_id": "organisation.profile"}
    sentence: ClassVar[str] = N_("{who} endret opplysningene om kommunen")


@dataclass(frozen=True, kw_only=True)
class LogoSet(Fact):
    """The municipality has a logo."""

    profile_id: int

    about: ClassVar[dict[str, str]] = {"profile_id": "organisation.profile"}
    sentence: ClassVar[str] = N_("{who} la inn kommunens logo")


@dataclass(frozen=True, kw_only=True)
class TitleSet(Fact):
    """The municipality has a new word for something."""

    profile_id: int
    title_kind: str
    begins_on: str

    about: ClassVar[dict[str, str]] = {"profile_id": "organisation.profile"}
    sentence: ClassVar[str] = N_("{who} satte ny tittel fra {begins_on}")


@dataclass(frozen=True, kw_only=True)
class UnitAdded(Fact):
    """A unit was added to the tree."""

    unit_id: int
    begins_on: str

    about: ClassVar[dict[str, str]] = {"unit_id": "organisation.unit"}
    sentence: ClassVar[str] = N_("{who} la inn enheten fra {begins_on}")


@dataclass(frozen=True, kw_only=True)
class UnitRenamed(Fact):
    """A unit got a new name from a day on."""

    unit_id: int
    begins_on: str

    about: ClassVar[dict[str, str]] = {"unit_id": "organisation.unit"}
    sentence: ClassVar[str] = N_("{who} ga enheten nytt navn fra {begins_on}")


@dataclass(frozen=True, kw_only=True)
class UnitMoved(Fact):
    """A unit got a new parent from a day on."""

    unit_id: int
    parent_id: int
    begins_on: str

    about: ClassVar[dict[str, str]] = {"unit_id": "organisation.unit", "parent_id": "organisation.unit"}
    sentence: ClassVar[str] = N_("{who} flyttet enheten fra {begins_on}")


@dataclass(frozen=True, kw_only=True)
class UnitEnded(Fact):
    """A unit had its last day."""

    unit_id: int
    last_on: str

    about: ClassVar[dict[str, str]] = {"unit_id": "organisation.unit"}
    sentence: ClassVar[str] = N_("{who} avsluttet enheten, siste dag {last_on}")


@dataclass(frozen=True, kw_only=True)
class PostAdded(Fact):
    """A post was added to a unit."""

    post_id: int
    unit_id: int
    begins_on: str

    about: ClassVar[dict[str, str]] = {"post_id": "organisation.post", "unit_id": "organisation.unit"}
    sentence: ClassVar[str] = N_("{who} la inn stillingen fra {begins_on}")


@dataclass(frozen=True, kw_only=True)
class PostEnded(Fact):
    """A post had its last day."""

    post_id: int
    last_on: str

    about: ClassVar[dict[str, str]] = {"post_id": "organisation.post"}
    sentence: ClassVar[str] = N_("{who} avsluttet stillingen, siste dag {last_on}")


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Fact):
    """The municipality knows somebody new."""

    person_id: int

    about: ClassVar[dict[str, str]] = {"person_id": "organisation.person"}
    sentence: ClassVar[str] = N_("{who} la inn personen")


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Fact):
    """Somebody's name or address was changed."""

    person_id: int

    about: ClassVar[dict[str, str]] = {"person_id": "organisation.person"}
    sentence: ClassVar[str] = N_("{who} endret navn eller e-postadresse")


@dataclass(frozen=True, kw_only=True)
class LeavingRegistered(Fact):
    """A person had her last day; nobody is told why."""

    person_id: int
    last_on: str

    about: ClassVar[dict[str, str]] = {"person_id": "organisation.person"}
    sentence: ClassVar[str] = N_("{who} registrerte siste dag {last_on}")


@dataclass(frozen=True, kw_only=True)
class PersonAppointed(Fact):
    """A person holds a post from a day on."""

    appointment_id: int
    person_id: int
    post_id: int
    appointment_kind: str
    begins_on: str

    about: ClassVar[dict[str, str]] = {
        "appointment_id": "organisation.appointment",
        "person_id": "organisation.person",
        "post_id": "organisation.post",
    }
    sentence: ClassVar[str] = N_("{who} satte personen inn i stillingen fra {begins_on}")


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Fact):
    """A person had her last day in a post."""

    appointment_id: int
    person_id: int
    post_id: int
    last_on: str

    about: ClassVar[dict[str, str]] = {
        "appointment_id": "organisation.appointment",
        "person_id": "organisation.person",
        "post_id": "organisation.post",
    }
    sentence: ClassVar[str] = N_("{who} registrerte siste dag i stillingen {last_on}")
