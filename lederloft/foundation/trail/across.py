"""The one way to look into every municipality in one go."""

from lederloft.foundation.tenancy.api import Municipality, list_municipalities
from lederloft.foundation.trail.binding import bound, record
from lederloft.foundation.trail.facts import EveryMunicipalityRead
from lederloft.foundation.trail.values import Via


def across_municipalities(*, reason: str, via: Via = Via.JOB) -> list[Municipality]:
    """Every municipality, once it is a fact that upkeep looks into them all. ``reason`` is a fixed word in the code.

    The caller opens one scope after the other: a scope that a generator held open would outlive a loop that raises.
    """
    with bound(account_id=None, via=via, municipality_id=None):
        record(EveryMunicipalityRead(reason=reason))
    return list_municipalities()
