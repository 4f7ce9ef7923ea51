"""Who may keep a draft."""

from lederloft.foundation.acting.values import Acting

WHY_NO_FACT = "a draft is seen by its writer only, and nothing rests on it"


def may_keep_drafts(acting: Acting, _subject: object) -> bool:
    """Everybody who is signed in, her own."""
    return acting.account_id is not None
