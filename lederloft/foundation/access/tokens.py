"""Keys for the JSON API, and whether any key made for an account still holds."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import OperationalError, connection
from django.db.models import Q

from lederloft.foundation.access.models import ApiToken
from lederloft.foundation.access.queries import get_acting
from lederloft.foundation.access.secret_boxes import derive, hash_secret
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotAllowed
from lederloft.foundation.tenancy.api import require_municipality
from lederloft.foundation.trail.api import Via

logger = logging.getLogger("lederloft.access")

_PREFIX = "lederloft_"
_LONGEST = 120
_USED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class TokenOverview:
    """A key as its owner sees it, without the secret."""

    public_key: str
    name: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


def new_token_secret(acting: Acting) -> str:
    """The secret of a key about to be made: the same for the same press, and for no other. Needs a client key."""
    if not acting.client_key:
        raise NotAllowed
    return _PREFIX + derive("api-token", f"{acting.account_id}:{acting.municipality_id}:{acting.client_key}")


def find_acting_by_token(secret: str) -> Acting | None:
    """The one who acts with that key; None when it is unknown, lapsed, or its account disabled."""
    if not secret.startswith(_PREFIX) or len(secret) > _LONGEST:
        return None
    now = clock.now()
    token = ApiToken.objects.filter(token_hash=hash_secret(secret), expires_at__gt=now).first()
    if token is None:
        return None
    try:
        acting = get_acting(token.account_id, token.municipality_id, via=Via.TOKEN)
    except NotAllowed:
        return None
    if token.last_used_at is None or token.last_used_at < now - _USED_EVERY:
        _note_use(token.id, now)
    return acting


def _note_use(token_id: int, now: datetime) -> None:
    """Seldom and never at any price: to read, SQLite needs no lock and a full disk no room, and this does."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - _USED_EVERY)
    try:
        ApiToken.objects.filter(stale, id=token_id).update(last_used_at=now)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        logger.warning("the use of a key could not be noted")


def list_tokens(account_id: int) -> list[TokenOverview]:
    """An account's keys here, the newest first. Call it inside a scope."""
    rows = ApiToken.objects.filter(account_id=account_id, municipality_id=require_municipality())
    fields = ("public_key", "name", "created_at", "expires_at", "last_used_at")
    return [TokenOverview(*row) for row in rows.order_by("-created_at", "-id").values_list(*fields)]
