"""The door to organisation."""

from lederloft.domain.organisation.commands.add_person import add_person
from lederloft.domain.organisation.commands.add_post import add_post
from lederloft.domain.organisation.commands.add_unit import add_unit
from lederloft.domain.organisation.commands.appoint import appoint
from lederloft.domain.organisation.commands.change_person import change_person
from lederloft.domain.organisation.commands.change_profile import change_profile, clean_details
from lederloft.domain.organisation.commands.create_municipality import create_municipality
from lederloft.domain.organisation.commands.end_appointment import end_appointment
from lederloft.domain.organisation.commands.end_post import end_post
from lederloft.domain.organisation.commands.end_unit import end_unit
from lederloft.domain.organisation.commands.invite_people import invite_people
from lederloft.domain.organisation.commands.move_unit import move_unit
from lederloft.domain.organisation.commands.present_municipality import present_municipality
from lederloft.domain.organisation.commands.register_leaving import register_leaving
from lederloft.domain.organisation.commands.remove_example import remove_example
from lederloft.domain.organisation.commands.rename_unit import rename_unit
from lederloft.domain.organisation.commands.set_title import set_title
from lederloft.domain.organisation.commands.set_titles import set_titles
from lederloft.domain.organisation.errors import MunicipalityMade
from lederloft.domain.organisation.models import Appointment, LeaderLevel, Person, Profile, Unit, UnitPeriod
from lederloft.domain.organisation.policies import may_administer, unit_ids_reached, visible_to
from lederloft.domain.organisation.queries.people import (
    PersonLine,
    account_names,
    get_person,
    list_leader_ids,
    list_people,
    person_emails,
    person_names,
    person_of_account,
    search_people,
)
from lederloft.domain.organisation.queries.posts import (
    Held,
    PostLine,
    get_post,
    last_days_of_work,
    list_appointments,
    list_held,
    list_posts,
    unit_name_of,
)
from lederloft.domain.organisation.queries.profile import (
    LevelLine,
    ProfileView,
    get_logo,
    get_logo_key,
    get_profile,
    list_levels,
    list_titles,
    logo_key_of_profile,
    name_of_municipality,
)
from lederloft.domain.organisation.queries.units import UnitLine, get_unit, list_units, search_units, unit_names
from lederloft.domain.organisation.values import (
    AppointmentKind,
    CreatedMunicipality,
    LanguageForm,
    LevelModel,
    LevelName,
    NewPerson,
    ProfileDetails,
    Ref,
    TitleKind,
    UnitKind,
)

__all__ = [
    "Appointment",
    "AppointmentKind",
    "CreatedMunicipality",
    "Held",
    "LanguageForm",
    "LeaderLevel",
    "LevelLine",
    "LevelModel",
    "LevelName",
    "MunicipalityMade",
    "NewPerson",
    "Person",
    "PersonLine",
    "PostLine",
    "Profile",
    "ProfileDetails",
    "ProfileView",
    "Ref",
    "TitleKind",
    "Unit",
    "UnitKind",
    "UnitLine",
    "UnitPeriod",
    "account_names",
    "add_person",
    "add_post",
    "add_unit",
    "appoint",
    "change_person",
    "change_profile",
    "clean_details",
    "create_municipality",
    "end_appointment",
    "end_post",
    "end_unit",
    "get_logo",
    "get_logo_key",
    "get_person",
    "get_post",
    "get_profile",
    "get_unit",
    "invite_people",
    "last_days_of_work",
    "list_appointments",
    "list_held",
    "list_leader_ids",
    "list_levels",
    "list_people",
    "list_posts",
    "list_titles",
    "list_units",
    "logo_key_of_profile",
    "may_administer",
    "move_unit",
    "name_of_municipality",
    "person_emails",
    "person_names",
    "person_of_account",
    "present_municipality",
    "register_leaving",
    "remove_example",
    "rename_unit",
    "search_people",
    "search_units",
    "set_title",
    "set_titles",
    "unit_ids_reached",
    "unit_name_of",
    "unit_names",
    "visible_to",
]
