"""Save, fetch and drop a draft. No fact: nobody else ever sees a draft, and nothing rests on it."""

from collections.abc import Mapping

from lederloft.foundation.access.api import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.drafts.errors import DraftTooLong
from lederloft.foundation.drafts.models import Draft
from lederloft.foundation.use_cases.api import use_case

_LONGEST = 100_000  # characters in all fields together; a guard against misuse, not a rule of the field


def _may_keep_drafts(acting: Acting, _subject: object) -> bool:
    return acting.account_id is not None


@use_case(may=_may_keep_drafts, trail=False, because="a draft is seen by its writer only, and nothing rests on it")
def save_draft(form: str, *, data: Mapping[str, str], acting: Acting) -> None:
    """Keep what stands in the form at that address; the newest wins. Raises DraftTooLong."""
    if sum(len(value) for value in data.values()) > _LONGEST or len(form) > 160:
        raise DraftTooLong
    Draft.objects.update_or_create(
        account_id=acting.signed_in(), form=form, defaults={"data": dict(data), "saved_at": clock.now()}
    )


@use_case(may=_may_keep_drafts, trail=False, because="a draft is seen by its writer only, and nothing rests on it")
def drop_draft(form: str, *, acting: Acting) -> None:
    """Forget the draft, sent or given up."""
    Draft.objects.filter(account_id=acting.signed_in(), form=form).delete()


def get_draft(form: str, *, acting: Acting) -> Mapping[str, str] | None:
    """What she had written, or None. Call it inside a scope."""
    data: Mapping[str, str] | None = (
        Draft.objects.filter(account_id=acting.signed_in(), form=form).values_list("data", flat=True).first()
    )
    return data
