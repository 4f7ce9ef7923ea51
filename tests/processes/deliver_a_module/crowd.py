"""A crowd that signs up and gives up from threads of many processes. Run as a program:

python -m tests.processes.deliver_a_module.crowd prepare PEOPLE CAPACITY     → the stage as JSON
python -m tests.processes.deliver_a_module.crowd press WITHOUT_LOCK → «ready»; a line of work, then what each press
was answered, as JSON
"""

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import django
from django.db import connection

THREADS = 8


def prepare(people: int, capacity: int) -> dict[str, Any]:
    """A town with an edition that is open now, and people who may sign up for it."""
    from lederloft.foundation.clock import api as clock
    from tests.domain.makers import a_gathering, make_edition, make_town

    town = make_town()
    days = [clock.today() + timedelta(days=n) for n in (30, 60, 90)]
    edition_id = make_edition(
        town,
        capacity,
        sign_up_opens_at=clock.now() - timedelta(days=1),
        sign_up_closes_at=clock.now() + timedelta(days=1),
        gatherings=tuple(a_gathering(day) for day in days),
    )
    crowd = [town.person() for _ in range(people)]
    return {
        "office": town.office.account_id,
        "municipality_id": town.municipality.id,
        "edition_id": edition_id,
        "people": [[somebody.acting.account_id, somebody.person_id] for somebody in crowd],
    }


def press(work: dict[str, Any], *, without_lock: bool) -> list[dict[str, Any]]:
    """All presses of this process, as many at once as there are threads."""
    if without_lock:
        remove_lock()
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda one: answer(work, *one, has_key=not without_lock), work["presses"]))


def answer(
    work: dict[str, Any], verb: str, subject_id: int, account_id: int, key: str, *, has_key: bool
) -> dict[str, Any]:
    """One press, answered with the place or with what went wrong."""
    from lederloft.foundation.access.api import get_acting
    from lederloft.foundation.trail.api import Via
    from lederloft.processes.deliver_a_module import api as process

    verbs: dict[str, Callable[..., Any]] = {
        "sign_up": process.sign_up,
        "give_up": process.give_up_a_seat,
        "add_gathering": add_gathering,
    }
    started = time.monotonic()
    try:
        acting = replace(
            get_acting(account_id, work["municipality_id"], via=Via.SESSION), client_key=key if has_key else None
        )
        said = json.dumps(asdict(verbs[verb](subject_id, acting=acting)), default=str)
        fault = ""
    except Exception as error:
        said, fault = "", f"{type(error).__name__}: {error}"
    finally:
        connection.close()
    return {"key": key, "said": said, "fault": fault, "seconds": time.monotonic() - started}


def add_gathering(edition_id: int, *, acting: Any) -> Any:
    """One more, after the others."""
    from lederloft.foundation.clock import api as clock
    from lederloft.processes.deliver_a_module import api as process
    from tests.domain.makers import a_gathering

    return process.add_a_gathering(edition_id, plan=a_gathering(clock.today() + timedelta(days=120)), acting=acting)


def remove_lock() -> None:
    """Plant the fault that the tests must find: nobody waits for anybody. (A client key is a kind of lock too.)"""
    from django.db import models

    from lederloft.foundation.tenancy.api import ScopedQuerySet

    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"

    def no_lock(self: models.QuerySet[Any], **_options: Any) -> models.QuerySet[Any]:
        return self.all()

    ScopedQuerySet.select_for_update = no_lock


def wire() -> None:
    """Mail that is written and never sent."""
    from lederloft.foundation.calendars import api as calendars
    from lederloft.foundation.outbox.api import MessageKind, connect
    from lederloft.processes.deliver_a_module import api as process

    kinds = (*calendars.MESSAGE_KINDS, *process.MESSAGE_KINDS)
    renderer = MessageKind("tests.processes.deliver_a_module.postbox.render")
    connect(dict.fromkeys(kinds, renderer), groups={}, recipients={})


if __name__ == "__main__":
    django.setup()
    wire()
    if sys.argv[1] == "prepare":
        print(json.dumps(prepare(int(sys.argv[2]), int(sys.argv[3]))))
    else:
        print("ready", flush=True)
        print(json.dumps(press(json.loads(sys.stdin.readline()), without_lock=sys.argv[2] == "True")))
