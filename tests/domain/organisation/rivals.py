"""A program in which two at a time do what only one of them may; prints what each was told, round by round."""

import json
import threading
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import django

django.setup()

from django.db import connections  # noqa: E402

from lederloft.domain.organisation.api import (  # noqa: E402
    add_person,
    add_post,
    appoint,
    end_appointment,
    list_held,
    list_units,
    move_unit,
)
from lederloft.foundation.access.api import grant_role, list_roles, withdraw_role  # noqa: E402
from lederloft.foundation.acting.values import Role, ScopeKind  # noqa: E402
from lederloft.foundation.errors.values import DomainError  # noqa: E402
from lederloft.foundation.tenancy.api import Municipality, scope  # noqa: E402
from tests.domain.organisation.conftest import BEGINNING, Place, furnish  # noqa: E402
from tests.makers import acting_for, make_account  # noqa: E402

ROUNDS = 8
Act = Callable[[], object]


def at_once(*acts: Act) -> list[str]:
    start = threading.Barrier(len(acts))
    told = ["?"] * len(acts)

    def press(number: int, act: Act) -> None:
        start.wait()
        try:
            act()
            told[number] = "done"
        except DomainError as refusal:
            told[number] = refusal.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def moves(place: Place) -> list[list[str]]:
    """Two units are each moved under the other."""
    told = []
    one, other, top = place.schools.id, place.care.id, place.top.id
    for number in range(ROUNDS):
        on = BEGINNING + timedelta(days=number)
        told.append(
            at_once(
                partial(move_unit, one, parent_id=other, on=on, acting=place.office),
                partial(move_unit, other, parent_id=one, on=on, acting=place.office),
            )
        )
        with scope(place.municipality.id):
            assert len(list_units(on=on)) == 3
        for unit_id in (one, other):
            move_unit(unit_id, parent_id=top, on=on, acting=place.office)
    return told


def appointments(place: Place) -> list[list[str]]:
    """Two people are put into one post."""
    post = add_post(place.care.id, title="Leder", level_id=place.levels[1], valid_from=BEGINNING, acting=place.office)
    people = [add_person(name, acting=place.office).id for name in ("A", "B")]
    told = []
    for number in range(ROUNDS):
        on = date(2021, 1, 1) + timedelta(days=number)
        acts = [
            partial(appoint, person_id, post_id=post.id, valid_from=on, acting=place.office) for person_id in people
        ]
        told.append(at_once(*acts))
        with scope(place.municipality.id):
            [held] = list_held(acting=place.office, on=on)
        end_appointment(held.appointment_id, on=on, acting=place.office)
    return told


def administrators(municipality: Municipality) -> list[list[str]]:
    """Two administrators take each other's role."""
    told = []
    accounts = [make_account(municipality, Role.IT) for _ in range(2)]
    for _ in range(ROUNDS):
        pair = [acting_for(municipality, account) for account in accounts]
        with scope(municipality.id):
            grants = [list_roles([account.id])[0].grant_id for account in accounts]
        told.append(
            at_once(
                partial(withdraw_role, grants[1], acting=pair[0]),
                partial(withdraw_role, grants[0], acting=pair[1]),
            )
        )
        [left] = [acting for acting in (acting_for(municipality, a) for a in accounts) if acting.has(Role.IT)]
        [out] = [account.id for account in accounts if account.id != left.account_id]
        grant_role(out, role=Role.IT, scope_kind=ScopeKind.MUNICIPALITY, valid_from=BEGINNING, acting=left)
    return told


if __name__ == "__main__":
    place = furnish()
    results = {"moves": moves(place), "appointments": appointments(place)}
    results["administrators"] = administrators(place.municipality)
    print(json.dumps(results))
