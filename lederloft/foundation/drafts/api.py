"""The door to drafts."""

from lederloft.foundation.drafts.drafting import drop_draft, get_draft, save_draft
from lederloft.foundation.drafts.errors import DraftTooLong

__all__ = ["DraftTooLong", "drop_draft", "get_draft", "save_draft"]
