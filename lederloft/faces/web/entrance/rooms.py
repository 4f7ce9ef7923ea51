"""The rooms of the web, and who has which."""

from collections.abc import Set
from dataclasses import dataclass

from django.utils.translation import gettext

from lederloft.faces.web.kit.chrome import Place
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.errors.values import N_


@dataclass(frozen=True)
class Room:
    """A room: its name on the screen, where its first page is, and the roles that have it."""

    label: str
    url: str
    roles: Set[Role]


ROOMS = (
    Room(N_("Min utvikling"), "/min-utvikling", {Role.LEADER}),
    Room(N_("Min enhet"), "/min-enhet", {Role.UNIT_HEAD, Role.BUDGET_HOLDER}),
    Room(N_("Utviklingskontoret"), "/utviklingskontoret", {Role.DEVELOPMENT_OFFICE}),
    Room(N_("Leverandørrom"), "/leverandor", {Role.SUPPLIER, Role.COACH, Role.FACILITATOR}),
    Room(N_("Tillitsvalgte"), "/tillitsvalgte", {Role.REPRESENTATIVE}),
    Room(N_("Resultater"), "/resultater/{slug}", {Role.POLITICIAN}),
    Room(N_("Drift"), "/drift", {Role.IT}),
    Room(N_("Personvern"), "/personvern", {Role.DATA_PROTECTION}),
)


def rooms_of(acting: Acting, slug: str) -> list[Place]:
    """Her rooms, the likeliest first; the first is where she lands."""
    return [Place(gettext(room.label), room.url.format(slug=slug)) for room in ROOMS if acting.has(*room.roles)]


def room_of(role: Role, slug: str) -> str:
    """The first page of a role's room."""
    return next((room.url.format(slug=slug) for room in ROOMS if role in room.roles), "/")
