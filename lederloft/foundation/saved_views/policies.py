"""Who may keep a view."""

from lederloft.foundation.acting.values import Acting

WHY_NO_FACT = "a view is seen by its owner only, and nothing rests on it"


def may_keep_views(acting: Acting, _subject: object) -> bool:
    """Everybody who is signed in, her own."""
    return acting.account_id is not None
