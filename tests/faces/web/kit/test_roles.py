"""Every role has its words, and nobody who sees a record is left out of the privacy statement."""

import pytest

from lederloft.faces.web.data_protection.sentences import sees
from lederloft.faces.web.kit.roles import ROLE_CHOICES, ROLE_WORDS, role_holders, role_name
from lederloft.foundation.acting.values import Role
from lederloft.foundation.wording.api import in_language


def test_every_role_has_its_words_and_no_two_the_same() -> None:
    assert set(ROLE_WORDS) == set(Role)
    assert [value for value, _name in ROLE_CHOICES] == [role.value for role in ROLE_WORDS]
    assert len({role_name(role) for role in Role}) == len({role_holders(role) for role in Role}) == len(Role)


@pytest.mark.parametrize("role", Role)
def test_one_who_sees_is_named(role: Role) -> None:
    assert sees([role.value]).lower() == role_holders(role).lower()


def test_several_all_and_none_are_said() -> None:
    assert sees([Role.COACH.value, Role.LEADER.value]) == "Ledere og coacher"
    assert sees([role.value for role in Role]) == "Alle som bruker løsningen"
    assert sees([]) == "Ingen andre enn den det gjelder"
    with in_language("nn"):
        assert sees([Role.LEADER.value]) == "Leiarar"


def test_an_unknown_recipient_is_told_aloud() -> None:
    with pytest.raises(ValueError, match="ordfører"):
        sees([Role.LEADER.value, "ordfører"])
