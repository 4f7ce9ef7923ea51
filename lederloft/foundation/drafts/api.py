"""The door to drafts."""

from lederloft.foundation.drafts.commands.drop_draft import drop_draft
from lederloft.foundation.drafts.commands.save_draft import save_draft
from lederloft.foundation.drafts.erasure import drafts_naming
from lederloft.foundation.drafts.errors import DraftTooLong
from lederloft.foundation.drafts.queries import KeptDraft, get_draft

__all__ = ["DraftTooLong", "KeptDraft", "drafts_naming", "drop_draft", "get_draft", "save_draft"]
