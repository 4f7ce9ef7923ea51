"""The door to organisation."""

from lederloft.domain.organisation.models import (
    Appointment,
    LeaderLevel,
    Person,
    Post,
    Profile,
    Title,
    Unit,
    UnitPeriod,
)
from lederloft.domain.organisation.values import (
    AppointmentKind,
    LanguageForm,
    LevelModel,
    LevelName,
    Ref,
    TitleKind,
    UnitKind,
)

__all__ = [
    "Appointment",
    "AppointmentKind",
    "LanguageForm",
    "LeaderLevel",
    "LevelModel",
    "LevelName",
    "Person",
    "Post",
    "Profile",
    "Ref",
    "Title",
    "TitleKind",
    "Unit",
    "UnitKind",
    "UnitPeriod",
]
