"""Choose language or colours for oneself."""

from lederloft.foundation.access.account_facts import ScreenChosen
from lederloft.foundation.access.account_policies import may_manage_own
from lederloft.foundation.access.accounts import lock_own_account
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_manage_own)
def choose_screen(*, language: str | None = None, colour_scheme: str | None = None, acting: Acting) -> None:
    """What isn't given stays as it is."""
    account = lock_own_account(acting)
    before = (account.language, account.colour_scheme)
    account.language = account.language if language is None else language
    account.colour_scheme = account.colour_scheme if colour_scheme is None else colour_scheme
    if before == (account.language, account.colour_scheme):
        return unchanged(None)
    account.save(update_fields=["language", "colour_scheme"])
    record(ScreenChosen(account_id=account.id, language=account.language, colour_scheme=account.colour_scheme))
    return None
