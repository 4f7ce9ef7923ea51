"""Which jobs a fact starts. Filled by config/wiring.py, so that nobody imports upward."""

from collections.abc import Iterable, Mapping

from lederloft.foundation.jobs.api import enqueue
from lederloft.foundation.trail.api import Binding

_jobs_by_fact: dict[str, tuple[str, ...]] = {}


def subscribe(jobs_by_fact: Mapping[str, Iterable[str]]) -> None:
    """Replace the table of fact kind → job kinds."""
    _jobs_by_fact.clear()
    _jobs_by_fact.update({kind: tuple(jobs) for kind, jobs in jobs_by_fact.items()})


def start_subscribed_jobs(binding: Binding) -> None:
    """Write a job row for each subscription of each fact, in the transaction of the facts. Jobs get the ids only."""
    for fact in binding.facts:
        ids = {name: value for name, value in fact.data().items() if name in fact.about and isinstance(value, int)}
        for kind in _jobs_by_fact.get(fact.kind(), ()):
            enqueue(kind, ids=ids, municipality_id=binding.municipality_id, account_id=binding.account_id)
