"""Invite people to answer."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from lederloft.domain.answers.commands.links import token_of
from lederloft.domain.answers.commands.moving import lock_wave
from lederloft.domain.answers.errors import WaveIsClosed
from lederloft.domain.answers.facts import PeopleAsked
from lederloft.domain.answers.models import Invitation
from lederloft.domain.answers.policies import may_run_waves
from lederloft.domain.answers.rules import units_told
from lederloft.domain.answers.states import WaveState
from lederloft.domain.answers.values import Invited
from lederloft.domain.organisation.api import Person, Unit
from lederloft.foundation.access.api import hash_secret
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.tenancy.api import new_public_key
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case

_KEPT = timedelta(days=180)  # after the last day: who was asked is needed for the rate of answers and for questions


@use_case(may=may_run_waves)
def invite(wave_id: int, *, people: Sequence[Invited], acting: Acting) -> int:
    """Ask those who haven't been asked; returns how many they are. Their links: ``link_token``.

    A unit is told in an answer only when so many of it are invited here as must be mixed; invite a unit at once.
    Raises NotFound, WaveIsClosed.
    """
    wave = lock_wave(wave_id)
    if wave.state != WaveState.OPEN:
        raise WaveIsClosed
    asked = dict(Invitation.objects.filter(wave=wave).values_list("person_id", "unit_id"))
    new = {one.person_id: one.unit_id for one in people if one.person_id not in asked}
    units = {unit for unit in new.values() if unit is not None}
    if Person.objects.filter(pk__in=new).count() != len(new) or Unit.objects.filter(pk__in=units).count() != len(units):
        raise NotFound
    if not new:
        return unchanged(0)
    named = [unit for unit in [*asked.values(), *new.values()] if unit is not None]
    told = units_told(Counter(named), wave.minimum_batch)
    keys = {person_id: new_public_key() for person_id in new}
    Invitation.objects.bulk_create(
        Invitation(
            wave=wave,
            public_key=keys[person_id],
            person_id=person_id,
            unit_id=unit_id if unit_id in told else None,
            token_hash=hash_secret(token_of(keys[person_id])),
            keep_until=clock.local_date(wave.closes_at) + _KEPT,
        )
        for person_id, unit_id in new.items()
    )
    record(PeopleAsked(wave_id=wave.pk, count=len(new)))
    return len(new)
