"""Where the link of a letter leads: to a page its reader may open."""

from django.utils.translation import gettext

from lederloft.foundation.access.api import person_ids_holding
from lederloft.foundation.acting.values import Role
from lederloft.foundation.clock import api as clock


def leading_to(path: str, words: str, *, person_id: int) -> tuple[str, str]:
    """Path and words: the page of a leader's own room, for a leader; others are led to their notices, which lead on."""
    leaders = person_ids_holding(Role.LEADER, on=clock.today())
    if leaders.filter(person_id=person_id).exists():
        return path, words
    return "/varsler", gettext("Se varslene dine")
