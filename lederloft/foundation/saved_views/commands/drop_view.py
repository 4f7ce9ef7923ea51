"""Forget a view."""

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.saved_views.models import SavedView
from lederloft.foundation.saved_views.policies import WHY_NO_FACT, may_keep_views
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_keep_views, trail=False, because=WHY_NO_FACT)
def drop_view(view_key: str, *, acting: Acting) -> None:
    """Forget the view. Raises NotFound, for others' as for none."""
    gone, _each = SavedView.objects.filter(account_id=acting.signed_in(), public_key=view_key).delete()
    if not gone:
        raise NotFound
