"""Make a key for the JSON API void."""

from lederloft.foundation.access.account_errors import TokenNotFound
from lederloft.foundation.access.account_facts import TokenRevoked
from lederloft.foundation.access.account_policies import may_manage_own
from lederloft.foundation.access.models import ApiToken
from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.tenancy.api import require_municipality
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_manage_own)
def revoke_token(token_key: str, *, acting: Acting) -> None:
    """One's own, or anybody's for IT. Raises TokenNotFound."""
    token = ApiToken.objects.filter(public_key=token_key, municipality_id=require_municipality()).first()
    if token is None or not (acting.has(Role.IT) or token.account_id == acting.account_id):
        raise TokenNotFound
    token_id, account_id = token.id, token.account_id
    token.delete()
    record(TokenRevoked(token_id=token_id, account_id=account_id))
