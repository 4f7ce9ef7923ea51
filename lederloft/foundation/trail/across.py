"""The one way to work through every municipality."""

from collections.abc import Iterator

from lederloft.foundation.tenancy.api import Municipality, list_municipalities, scope
from lederloft.foundation.trail.binding import bound, record
from lederloft.foundation.trail.facts import EveryMunicipalityRead
from lederloft.foundation.trail.values import Via


def across_municipalities(*, reason: str) -> Iterator[Municipality]:
    """Yield each municipality with its scope open; ``reason`` is a fixed word in the code. Is itself a fact."""
    with bound(account_id=None, via=Via.JOB, municipality_id=None):
        record(EveryMunicipalityRead(reason=reason))
    for municipality in list_municipalities():
        with scope(municipality.id):
            yield municipality
