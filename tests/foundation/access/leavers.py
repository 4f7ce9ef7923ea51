"""Two administrators who take each other out in the same moment: `prepare` makes pairs, `press` presses at once."""

import json
import sys
import threading
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402

from lederloft.foundation.access.api import (  # noqa: E402
    Account,
    disable_account,
    get_acting,
    list_roles,
    withdraw_role,
)
from lederloft.foundation.access.models import Membership, RoleGrant  # noqa: E402
from lederloft.foundation.acting.values import Role  # noqa: E402
from lederloft.foundation.errors.values import DomainError  # noqa: E402
from lederloft.foundation.tenancy.api import scope  # noqa: E402
from lederloft.foundation.trail.api import Via  # noqa: E402
from tests.makers import make_account, make_municipality  # noqa: E402


def prepare(pairs: int) -> None:
    told = []
    for _ in range(pairs):
        here = make_municipality()
        both = [make_account(here, Role.IT).id for _ in range(2)]
        with scope(here.id):
            grants = [list_roles([one])[0].grant_id for one in both]
        told.append({"municipality_id": here.id, "accounts": both, "grants": grants})
    print(json.dumps(told))


def acts(pair: dict[str, Any], mine: int, how: str) -> Callable[[], None]:
    """What the one presses about the other; both came in before either pressed."""
    acting = get_acting(pair["accounts"][mine], pair["municipality_id"], via=Via.SESSION)
    other = 1 - mine
    if how == "withdraw" or (how == "mixed" and mine):
        return lambda: withdraw_role(pair["grants"][other], acting=acting)
    key = Account.objects.get(id=pair["accounts"][other]).public_key
    return lambda: disable_account(key, acting=acting)


def press(pair: dict[str, Any], how: str) -> list[str]:
    start, came = threading.Barrier(2), list[str]()

    def one(mine: int) -> None:
        try:
            act = acts(pair, mine, how)
            start.wait()
            act()
            came.append("done")
        except DomainError as error:
            came.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(mine,)) for mine in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came)


def left(pair: dict[str, Any]) -> int:
    """How many can still manage accounts there."""
    with scope(pair["municipality_id"]):
        held = set(RoleGrant.objects.filter(role=Role.IT, valid_to=None).values_list("account_id", flat=True))
        here = Membership.objects.filter(municipality_id=pair["municipality_id"], disabled_at=None)
        return here.filter(account_id__in=held).count()


def main() -> None:
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]))
        return
    told, how = json.load(sys.stdin), sys.argv[2]
    print(json.dumps([[press(pair, how), left(pair)] for pair in told]))


if __name__ == "__main__":
    main()
