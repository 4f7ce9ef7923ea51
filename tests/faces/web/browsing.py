"""Somebody's browser, signed in, for tests of pages."""

import re
from typing import Any

from django.test import Client

from lederloft.faces.web.kit.client_keys import new_client_key
from lederloft.foundation.access.api import Account
from tests.domain.makers import Somebody

# A page's statements, everything sent counted but the transaction itself, which a test has opened already.
MOST_QUERIES = 8


def browser_of(who: Somebody) -> Client:
    """A client with her session."""
    client = Client()
    client.force_login(Account.objects.get(pk=who.acting.account_id))
    return client


def with_key(**fields: str) -> dict[str, str]:
    """Form fields with a fresh client key."""
    return {"client_key": str(new_client_key()), **fields}


def hidden_fields(page: Any) -> dict[str, str]:
    """What the page's forms bear unseen, as the press sends it."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))
