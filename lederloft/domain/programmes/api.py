"""The door to programmes."""

from lederloft.domain.programmes.commands.add_gathering import add_gathering
from lederloft.domain.programmes.commands.assign_facilitator import assign_facilitator
from lederloft.domain.programmes.commands.cancel_gathering import cancel_gathering
from lederloft.domain.programmes.commands.change_edition import change_edition
from lederloft.domain.programmes.commands.change_module import change_module
from lederloft.domain.programmes.commands.hold_gathering import hold_gathering
from lederloft.domain.programmes.commands.make_edition import make_edition
from lederloft.domain.programmes.commands.make_module import make_module
from lederloft.domain.programmes.commands.move_gathering import GatheringPut, move_gathering
from lederloft.domain.programmes.commands.release_facilitator import release_facilitator
from lederloft.domain.programmes.commands.reopen_gathering import reopen_gathering
from lederloft.domain.programmes.commands.turn_edition import turn_edition
from lederloft.domain.programmes.errors import (
    EditionEnded,
    EndsAsItStarts,
    EndsBeforeStart,
    GatheringCutTooShort,
    GatheringFixed,
    GatheringNotOver,
    GatheringNotYet,
    GatheringsMissing,
    GatheringsOverlap,
    GatheringsTooShort,
    HoursFixed,
    LastGathering,
    MovedIntoThePast,
    OfferNotOpen,
    PersonUnknown,
)
from lederloft.domain.programmes.models import Edition, Gathering
from lederloft.domain.programmes.policies import (
    HOLDERS,
    gatherings_held_by,
    may_hold_gathering,
    may_plan,
    may_see_contact,
    roles_of,
    visible_to,
    with_roles,
)
from lederloft.domain.programmes.queries.editions import (
    EditionShown,
    edition_shown,
    edition_values,
    find_edition,
    get_edition,
    or_zero,
    with_times,
)
from lederloft.domain.programmes.queries.facilitators import list_facilitators, list_led
from lederloft.domain.programmes.queries.finding import search_editions, search_gatherings
from lederloft.domain.programmes.queries.gatherings import (
    Assignment,
    GatheringShown,
    find_gathering,
    gathering_values,
    gathering_values_of,
    get_edition_and_gatherings,
    get_gathering,
    list_gatherings,
    list_gatherings_of,
    list_my_assignments,
    list_without_attendance,
    shown_with,
)
from lederloft.domain.programmes.queries.modules import ModuleShown, get_module, list_modules
from lederloft.domain.programmes.queries.naming import Named, name_editions, name_gatherings
from lederloft.domain.programmes.queries.terms import list_gathering_terms, list_gathering_terms_of, lock_edition
from lederloft.domain.programmes.states import ENDED, EditionState, GatheringState
from lederloft.domain.programmes.values import (
    EditionPlan,
    EditionTerms,
    GatheringPlan,
    GatheringTerms,
    ModuleDetails,
)

__all__ = [
    "ENDED",
    "HOLDERS",
    "Assignment",
    "Edition",
    "EditionEnded",
    "EditionPlan",
    "EditionShown",
    "EditionState",
    "EditionTerms",
    "EndsAsItStarts",
    "EndsBeforeStart",
    "Gathering",
    "GatheringCutTooShort",
    "GatheringFixed",
    "GatheringNotOver",
    "GatheringNotYet",
    "GatheringPlan",
    "GatheringPut",
    "GatheringShown",
    "GatheringState",
    "GatheringTerms",
    "GatheringsMissing",
    "GatheringsOverlap",
    "GatheringsTooShort",
    "HoursFixed",
    "LastGathering",
    "ModuleDetails",
    "ModuleShown",
    "MovedIntoThePast",
    "Named",
    "OfferNotOpen",
    "PersonUnknown",
    "add_gathering",
    "assign_facilitator",
    "cancel_gathering",
    "change_edition",
    "change_module",
    "edition_shown",
    "edition_values",
    "find_edition",
    "find_gathering",
    "gathering_values",
    "gathering_values_of",
    "gatherings_held_by",
    "get_edition",
    "get_edition_and_gatherings",
    "get_gathering",
    "get_module",
    "hold_gathering",
    "list_facilitators",
    "list_gathering_terms",
    "list_gathering_terms_of",
    "list_gatherings",
    "list_gatherings_of",
    "list_led",
    "list_modules",
    "list_my_assignments",
    "list_without_attendance",
    "lock_edition",
    "make_edition",
    "make_module",
    "may_hold_gathering",
    "may_plan",
    "may_see_contact",
    "move_gathering",
    "name_editions",
    "name_gatherings",
    "or_zero",
    "release_facilitator",
    "reopen_gathering",
    "roles_of",
    "search_editions",
    "search_gatherings",
    "shown_with",
    "turn_edition",
    "visible_to",
    "with_roles",
    "with_times",
]
