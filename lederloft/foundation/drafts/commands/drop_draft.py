"""Forget a draft."""

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.drafts.models import Draft, clean
from lederloft.foundation.drafts.policies import WHY_NO_FACT, may_keep_drafts
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_keep_drafts, trail=False, because=WHY_NO_FACT)
def drop_draft(form: str, *, acting: Acting) -> None:
    """Forget the draft, sent or given up."""
    Draft.objects.filter(account_id=acting.signed_in(), form=clean(form)).delete()
