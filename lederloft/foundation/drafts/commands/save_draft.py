"""Keep what stands in a form."""

from collections.abc import Mapping, Sequence

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.drafts.errors import DraftTooLong
from lederloft.foundation.drafts.models import Draft, clean
from lederloft.foundation.drafts.policies import WHY_NO_FACT, may_keep_drafts
from lederloft.foundation.use_cases.api import is_key_used, use_case

_LONGEST = 100_000  # characters in all fields together; a guard against misuse, not a rule of the field
_MOST = 50  # of one person in one municipality: as much a guard


@use_case(may=may_keep_drafts, trail=False, because=WHY_NO_FACT)
def save_draft(form: str, *, data: Mapping[str, Sequence[str]], acting: Acting, form_key: str = "") -> bool:
    """Keep what stands in the form at that address; the newest wins. Raises DraftTooLong.

    Of more than fifty the oldest goes.

    ``form_key`` is the client key drawn with the form: one that has been sent leaves no draft, and the answer is False.
    """
    if sum(len(name) + sum(map(len, values)) for name, values in data.items()) > _LONGEST or len(form) > 160:
        raise DraftTooLong
    if form_key and is_key_used(form_key, acting=acting):
        return False
    own = Draft.objects.filter(account_id=acting.signed_in())
    kept = {clean(name): [clean(value) for value in values] for name, values in data.items()}
    Draft.objects.update_or_create(
        account_id=acting.signed_in(), form=clean(form), defaults={"data": kept, "saved_at": clock.now()}
    )
    over = list(own.order_by("-saved_at", "-id").values_list("id", flat=True)[_MOST:])
    own.filter(id__in=over).delete()
    return True
