"""Callers of the API: with a session, or with a key made by the ordinary act."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from lederloft.foundation.access import api as access
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from tests.domain.makers import Somebody
from tests.faces.web.browsing import browser_of

V1 = "/api/v1"
FREE_KEY = "A" * 22  # a key nobody has


@dataclass
class Caller:
    """Somebody who calls, and what she sends each time."""

    client: Client
    headers: dict[str, str]

    def get(self, path: str, **data: Any) -> Any:
        return self.client.get(V1 + path, data, headers=self.headers)

    def send(self, method: str, path: str, body: Any = None, *, key: str | None = "", **headers: str) -> Any:
        """A write with a new client key; ``key=None`` without any."""
        if key is not None:
            headers["Idempotency-Key"] = key or str(uuid4())
        told = {} if body is None and method == "post" and path.endswith("give-up") else {"data": body or {}}
        act = getattr(self.client, method)
        return act(V1 + path, content_type="application/json", headers={**self.headers, **headers}, **told)


def in_session(who: Somebody) -> Caller:
    """Signed in with a browser (the test client is excused from CSRF; test_writes.py doesn't excuse it)."""
    return Caller(browser_of(who), {})


def make_key(acting: Acting, *, expires_on: date | None = None) -> tuple[str, str]:
    """A key: its secret and its public key."""
    acting = replace(acting, client_key=str(uuid4()))
    secret = access.new_token_secret(acting)
    on = expires_on or clock.today() + timedelta(days=30)
    return secret, access.create_token("Lønnssystemet", secret=secret, expires_on=on, acting=acting)


def with_key(who: Somebody) -> Caller:
    """With a key, from anywhere."""
    secret, _public_key = make_key(who.acting)
    return Caller(Client(enforce_csrf_checks=True), {"Authorization": f"Bearer {secret}"})
