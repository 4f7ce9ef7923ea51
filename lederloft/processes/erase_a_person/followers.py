"""What goes with a person or an account though no key in the database says so."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.sessions.models import Session

from lederloft.foundation.privacy.api import Gone


def sessions_of(gone: Gone) -> Mapping[str, Collection[Any]]:
    """The sessions of accounts that go. A session tells whose it is only when it is opened, so all are."""
    accounts = {str(one) for one in gone.rows.get("access.account", ())}
    if not accounts:
        return {}
    found = [
        session.session_key
        for session in Session.objects.iterator(chunk_size=500)
        if accounts & _accounts_in(session.get_decoded())
    ]
    return {"sessions.session": found}


def _accounts_in(held: Mapping[str, Any]) -> set[str]:
    """The signed-in account, and one halfway through signing in."""
    login = held.get("account_login")
    user = login.get("user_pk") if isinstance(login, dict) else None
    return {str(one) for one in (held.get("_auth_user_id"), user) if one is not None}
