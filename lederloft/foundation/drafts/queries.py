"""What somebody had written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.drafts.models import Draft


@dataclass(frozen=True)
class KeptDraft:
    """The fields of a form as they stood, each with its values, and when."""

    data: Mapping[str, Sequence[str]]
    saved_at: datetime


def get_draft(form: str, *, acting: Acting) -> KeptDraft | None:
    """What she had written, or None. One query; call it inside a scope."""
    own = Draft.objects.filter(account_id=acting.signed_in(), form=form)
    row = own.values_list("data", "saved_at").first()
    return None if row is None else KeptDraft(*row)
