"""Make a key for the JSON API."""

from datetime import date, timedelta

from lederloft.foundation.access.account_errors import TokenPeriod
from lederloft.foundation.access.account_facts import TokenCreated
from lederloft.foundation.access.account_policies import may_manage_own
from lederloft.foundation.access.accounts import lock_own_account
from lederloft.foundation.access.models import ApiToken
from lederloft.foundation.access.secret_boxes import hash_secret
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.tenancy.api import require_municipality
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_manage_own)
def create_token(name: str, *, secret: str, expires_on: date, acting: Acting) -> str:
    """``secret`` is access.new_token_secret(acting); only its hash is stored. Returns the key's public key.

    Raises TokenPeriod.
    """
    account, today = lock_own_account(acting), clock.today()
    if not today < expires_on <= today + timedelta(days=365):
        raise TokenPeriod
    token = ApiToken.objects.create(
        account=account,
        municipality_id=require_municipality(),
        name=name,
        token_hash=hash_secret(secret),
        created_at=clock.now(),
        expires_at=clock.end_of_day(expires_on),
    )
    record(TokenCreated(token_id=token.id, account_id=token.account_id, expires_on=expires_on.isoformat()))
    return token.public_key
