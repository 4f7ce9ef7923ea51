"""Programs that use the same secrets at once: `prepare` makes them, `take` waits for the word, uses them."""

import json
import sys
import threading
from typing import Any

import django

django.setup()

from allauth.core import context  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import RequestFactory  # noqa: E402

from lederloft.foundation.access.api import Account, accept_invitation, check_code, invite_person  # noqa: E402
from lederloft.foundation.access.models import Invitation  # noqa: E402
from lederloft.foundation.acting.values import Acting, Role, upkeep  # noqa: E402
from lederloft.foundation.errors.values import DomainError  # noqa: E402
from lederloft.foundation.trail.api import Via  # noqa: E402
from tests.faces.web.entrance.visits import code_now, give_two_step, recovery_codes  # noqa: E402
from tests.makers import make_account, make_municipality  # noqa: E402

THREADS = 3


def prepare() -> None:
    here = make_municipality()
    invitation_id = invite_person("ny@example.org", role=Role.LEADER, acting=upkeep(municipality_id=here.id))
    account = make_account(here, Role.LEADER)
    secret = give_two_step(account)
    told = {
        "municipality_id": here.id,
        "invitation": Invitation.objects.get(id=invitation_id).public_key,
        "account_id": account.id,
        "app": code_now(secret),
        "paper": recovery_codes(account)[0],
    }
    print(json.dumps(told))


def use(told: dict[str, Any], what: str) -> None:
    if what == "invitation":
        acting = Acting(None, told["municipality_id"], None, (), Via.SESSION)
        accept_invitation(told["invitation"], password="et langt nytt passord", acting=acting)
        return
    request = RequestFactory().post("/logg-inn/kode")
    request.session = SessionStore()
    with context.request_context(request):
        check_code(request, Account.objects.get(id=told["account_id"]), told[what])


def take() -> None:
    print("ready", flush=True)
    answers = {}
    for line in sys.stdin:
        told = json.loads(line)
        answers[told["what"]] = press_at_once(told)
        print("done", flush=True)
    print(json.dumps(answers))


def press_at_once(told: dict[str, Any]) -> list[str]:
    start = threading.Barrier(THREADS)
    answers: list[str] = []

    def press() -> None:
        start.wait()
        try:
            use(told, told["what"])
            answers.append("taken")
        except DomainError as error:
            answers.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


if __name__ == "__main__":
    prepare() if sys.argv[1] == "prepare" else take()
