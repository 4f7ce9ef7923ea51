"""The two other databases: each function is one transaction of its own there, over when it returns."""

import json
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from random import SystemRandom
from typing import Protocol

from django.db import transaction

from lederloft.domain.answers.models import Answer, BufferedAnswer, MovedSlip, Wave
from lederloft.domain.answers.rules import slip_of, units_kept_at_close
from lederloft.foundation.privacy.api import tidy_database

chance = SystemRandom()


class _Given(Protocol):
    unit: str
    answers: object
    pair_key: str | None


def put_in_buffer(answer: BufferedAnswer) -> None:
    """Keep the answer, in place of one by the same nonce: a crash may have left that."""
    BufferedAnswer.objects.bulk_create(
        [answer],
        update_conflicts=True,
        unique_fields=["nonce"],
        update_fields=["wave", "unit", "answers", "pair_key"],
    )


def list_waiting(wave_key: str) -> dict[str, BufferedAnswer]:
    """The wave's answers in the buffer, by nonce."""
    return {row.nonce: row for row in BufferedAnswer.objects.filter(wave=wave_key).order_by("nonce")}


def remove_from_buffer(nonces: Collection[str]) -> None:
    """Take answers out of the buffer, out of SQLite's log too."""
    if nonces:
        BufferedAnswer.objects.filter(nonce__in=list(nonces)).delete()
        tidy_database(using=BufferedAnswer.database_alias)


def keep_in_buffer(wave_keys: Collection[str]) -> None:
    """Only answers to these waves stay in the buffer."""
    BufferedAnswer.objects.exclude(wave__in=list(wave_keys)).delete()
    tidy_database(using=BufferedAnswer.database_alias)


def list_slips(wave_key: str) -> frozenset[str]:
    """The slips of the answers that are in the store."""
    return frozenset(MovedSlip.objects.filter(wave=wave_key).values_list("slip", flat=True))


def is_moved(nonce: str) -> bool:
    """Whether the answer of the nonce is in the store."""
    return MovedSlip.objects.filter(slip=slip_of(nonce)).exists()


def write_to_store(wave: Wave, waiting: Mapping[str, BufferedAnswer]) -> None:
    """Put the answers into the store in an order of chance, and their slips beside them: both or neither."""
    slips = sorted(slip_of(nonce) for nonce in waiting)
    with transaction.atomic(using=Answer.database_alias):
        Answer.objects.bulk_create(_mixed(wave, waiting.values()))
        MovedSlip.objects.bulk_create(
            MovedSlip(slip=slip, municipality_id=wave.municipality_id, wave=wave.public_key) for slip in slips
        )


def lay_anew(wave: Wave) -> None:
    """Write all the wave's answers again, with new keys, in one transaction: what the database itself remembers of
    batches (order, transaction numbers) ends here. Units with too few answers lose their name. Harmless to repeat."""
    with transaction.atomic(using=Answer.database_alias):
        rows = list(Answer.objects.filter(wave=wave.public_key))
        kept = units_kept_at_close(Counter(row.unit for row in rows), wave.minimum_batch)
        for row in rows:
            row.unit = row.unit if row.unit in kept else ""
        Answer.objects.filter(wave=wave.public_key).delete()
        Answer.objects.bulk_create(_mixed(wave, rows))


def count_stored(wave_key: str) -> int:
    """How many of the wave's answers are in the store."""
    return Answer.objects.filter(wave=wave_key).count()


def discard(wave_key: str, nonces: Collection[str]) -> None:
    """Remove the wave's answers, and the slips, which would say whose they were. Harmless to repeat."""
    with transaction.atomic(using=Answer.database_alias):
        Answer.objects.filter(wave=wave_key).delete()
        MovedSlip.objects.filter(wave=wave_key).delete()
    tidy_database(using=Answer.database_alias)
    remove_from_buffer(nonces)


def _mixed(wave: Wave, given: Iterable[_Given]) -> list[Answer]:
    """New rows in an order that hangs on nothing but what they hold, and chance."""
    rows = sorted(given, key=lambda one: json.dumps([one.unit, one.answers, one.pair_key]))
    chance.shuffle(rows)
    return [
        Answer(
            id=uuid.UUID(int=chance.getrandbits(128), version=4),
            municipality_id=wave.municipality_id,
            wave=wave.public_key,
            unit=one.unit,
            answers=one.answers,
            pair_key=one.pair_key,
        )
        for one in rows
    ]
