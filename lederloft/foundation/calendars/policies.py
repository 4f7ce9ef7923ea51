"""Who may have a calendar feed."""

from lederloft.foundation.acting.values import Acting


def may_have_feed(acting: Acting, _subject: object) -> bool:
    """Everybody signed in, to her own calendar."""
    return acting.account_id is not None and acting.municipality_id is not None
