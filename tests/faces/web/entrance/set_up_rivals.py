"""A program in which browsers set up the first municipality in the same moment; prints what each was answered.

Each round two browsers that came in by one press and have told different things press «Opprett kommunen og inviter»,
one of them twice with one key; before that two press on one link. Afterwards what was made is called an example, so
that the next round is first.
"""

import json
import threading
from collections.abc import Callable
from functools import partial

import django

django.setup()

from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

from lederloft.foundation.access.api import new_set_up_path  # noqa: E402
from lederloft.foundation.access.models import Invitation  # noqa: E402
from lederloft.foundation.tenancy.api import Municipality  # noqa: E402
from tests.faces.web.entrance.guiding import ADMIN, KOMMUNEN, TITLER, VIK, send  # noqa: E402
from tests.faces.web.entrance.visits import hidden  # noqa: E402

ROUNDS = 6
Press = Callable[[], int]


def at_once(*presses: Press) -> list[int]:
    start = threading.Barrier(len(presses))
    told = [0] * len(presses)

    def press(number: int, one: Press) -> None:
        start.wait()
        try:
            told[number] = one()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=pair) for pair in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def twin_of(browser: Client) -> Client:
    """The same browser, for a press that is on its way at the same time."""
    twin = Client()
    twin.cookies = browser.cookies
    return twin


def post(client: Client, path: str, told: dict[str, str]) -> int:
    return client.post(path, told).status_code


def inside() -> list[Client]:
    """Two browsers that hold the key: the press on the link came twice. Of two links only the last opens."""
    path, browsers = new_set_up_path(), [Client(), Client()]
    key = hidden(browsers[0].get(path), "client_key")
    assert [post(browser, path, {"client_key": key}) for browser in browsers] == [303, 303]
    return browsers


def ready(browser: Client, details: dict[str, str], number: int) -> Client:
    """A browser that stands at the third step."""
    send(browser, "kommunen", {**details, "name": f"{details['name']} {number}"})
    send(browser, "titler", TITLER)
    return browser


def links() -> list[int]:
    path = new_set_up_path()
    one, other = Client(), Client()
    keys = [hidden(browser.get(path), "client_key") for browser in (one, other)]
    return sorted(
        at_once(
            partial(post, one, path, {"client_key": keys[0]}),
            partial(post, other, path, {"client_key": keys[1]}),
        )
    )


def makers(number: int) -> dict[str, object]:
    browsers = [ready(*pair, number) for pair in zip(inside(), (KOMMUNEN, VIK), strict=True)]
    path = "/oppsett/administrator"
    told = [{**ADMIN, "client_key": hidden(browser.get(path), "client_key")} for browser in browsers]
    answers = at_once(
        partial(post, browsers[0], path, told[0]),
        partial(post, twin_of(browsers[0]), path, told[0]),
        partial(post, browsers[1], path, told[1]),
    )
    real = list(Municipality.objects.filter(is_example=False))
    invited = Invitation.objects.filter(municipality__in=real).count()
    Municipality.objects.update(is_example=True)
    return {"answers": answers, "made": len(real), "invited": invited}


if __name__ == "__main__":
    print(json.dumps({"links": [links() for _ in range(ROUNDS)], "makers": [makers(n) for n in range(ROUNDS)]}))
