"""What each role is called: one who has it, and those who have it. The one table of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from lederloft.foundation.acting.values import Role
from lederloft.foundation.errors.values import N_


@dataclass(frozen=True)
class RoleWords:
    """The name on the screen, and who they are in the middle of a sentence."""

    name: str
    several: str


ROLE_WORDS: Mapping[Role, RoleWords] = {
    Role.LEADER: RoleWords(N_("Leder"), N_("ledere")),
    Role.UNIT_HEAD: RoleWords(N_("Enhetsleder"), N_("enhetsledere")),
    Role.BUDGET_HOLDER: RoleWords(N_("Budsjettansvarlig"), N_("budsjettansvarlige")),
    Role.DEVELOPMENT_OFFICE: RoleWords(N_("Utviklingskontoret"), N_("utviklingskontoret")),
    Role.SUPPLIER: RoleWords(N_("Leverandør"), N_("leverandører")),
    Role.COACH: RoleWords(N_("Coach"), N_("coacher")),
    Role.FACILITATOR: RoleWords(N_("Fasilitator"), N_("fasilitatorer")),
    Role.REPRESENTATIVE: RoleWords(N_("Tillitsvalgt eller verneombud"), N_("tillitsvalgte og verneombud")),
    Role.POLITICIAN: RoleWords(N_("Politiker"), N_("politikere")),
    Role.IT: RoleWords(N_("IT (styrer tilganger)"), N_("de som styrer kontoer i IT")),
    Role.DATA_PROTECTION: RoleWords(N_("Personvernombud"), N_("personvernombudet")),
}
ROLE_CHOICES = [(role.value, gettext_lazy(words.name)) for role, words in ROLE_WORDS.items()]


def role_name(role: Role) -> str:
    """One who has it, as a label: «Leder»."""
    return gettext(ROLE_WORDS[role].name)


def role_holders(role: Role) -> str:
    """Those who have it, inside a sentence: «ledere»."""
    return gettext(ROLE_WORDS[role].several)
