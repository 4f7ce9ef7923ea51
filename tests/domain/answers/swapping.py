"""Run as a program against fresh databases: a wave lived through with one seed, and all that is left of it.

With an argument two people of one unit have each other's answers. Told as JSON: both databases, logs, and the codes
that both may hold.
"""

import json
import logging
import random
import secrets
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import django

ONE, OTHER = 3, 9
STARTS = datetime(2026, 3, 2, 9, tzinfo=UTC)


def main(*, is_swapped: bool) -> None:
    django.setup()
    from lederloft.domain.answers.commands import moving, stores
    from lederloft.foundation.clock import api as clock
    from tests.domain.answers.making import ask

    seeded = random.Random(11)
    stores.chance = moving.chance = seeded
    secrets.token_urlsafe = lambda size=16: "".join(seeded.choices("abcdefghijklmnopqrstuvwxyz", k=22))
    told: list[str] = []
    listener = logging.Handler()
    listener.emit = lambda record: told.append(f"{record.name}: {record.getMessage()}")
    logging.getLogger().addHandler(listener)
    logging.getLogger("lederloft").setLevel(logging.DEBUG)

    with clock.frozen_at(STARTS) as stopped:
        asked = ask(16, units=(14,))
        given = list(range(700, 714))
        if is_swapped:
            given[ONE], given[OTHER] = given[OTHER], given[ONE]
        for number, answer in enumerate(given):
            stopped.forward(timedelta(minutes=7))
            asked.answer(number, answer, 1)
        tend(asked)
        half_way = dump("default")
        stopped.forward(timedelta(days=20))
        tend(asked)
    units = {row["unit"] for row in dump("answers")["answers_answer"]}
    document = {
        "half_way": half_way,
        "default": dump("default"),
        "answers": dump("answers"),
        "logs": told,
        "codes": sorted({asked.wave_key, asked.municipality.pk} | units, key=str),
        "transactions": transactions(),
    }
    print(json.dumps(document, default=str))


def tend(asked: Any) -> None:
    """As the worker does."""
    from lederloft.foundation.jobs.api import run_due
    from lederloft.foundation.jobs.queue import enqueue

    enqueue("answers.tend_waves", ids={}, municipality_id=asked.municipality.id, account_id=None)
    run_due()


def dump(alias: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, in an order of its own content. Migrations' own moments differ and are left out."""
    from django.db import connections

    from lederloft.foundation.tenancy.api import Municipality, scope

    connection = connections[alias]
    found: dict[str, list[dict[str, Any]]] = {}
    with scope(Municipality.objects.get().pk), connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table == "django_migrations":
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [one[0] for one in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            found[table] = sorted(rows, key=str)
    return found


def transactions() -> int:
    """In how many transactions the rows of the answer store were written, where the database remembers that."""
    from django.db import connections

    if connections["answers"].vendor != "postgresql":
        return 1
    with connections["answers"].cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM answers_answer")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main(is_swapped=len(sys.argv) > 1)
