"""Keep the state of a table."""

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.saved_views.errors import TooManyViews
from lederloft.foundation.saved_views.models import SavedView
from lederloft.foundation.saved_views.policies import WHY_NO_FACT, may_keep_views
from lederloft.foundation.use_cases.api import use_case

_MOST = 20  # of one table; a guard against misuse, not a rule of the field


@use_case(may=may_keep_views, trail=False, because=WHY_NO_FACT)
def save_view(table: str, *, label: str, query: str, acting: Acting) -> None:
    """Keep the state of the table under that name; the same name is written over. Raises TooManyViews."""
    own = SavedView.objects.filter(account_id=acting.signed_in(), table=table)
    if own.exclude(label=label).count() >= _MOST:
        raise TooManyViews(most=_MOST)
    SavedView.objects.update_or_create(
        account_id=acting.signed_in(), table=table, label=label, defaults={"query": query, "saved_at": clock.now()}
    )
