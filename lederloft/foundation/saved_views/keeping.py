"""Save, list and drop a view. No fact: nobody else ever sees a view, and nothing rests on it."""

from dataclasses import dataclass

from lederloft.foundation.access.api import Acting
from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.saved_views.errors import TooManyViews
from lederloft.foundation.saved_views.models import SavedView
from lederloft.foundation.use_cases.api import use_case

_MOST = 20  # of one table; a guard against misuse, not a rule of the field
_WHY = "a view is seen by its owner only, and nothing rests on it"


@dataclass(frozen=True)
class SavedQuery:
    """A view as its owner sees it; ``query`` is the part after «?»."""

    view_key: str
    label: str
    query: str


def _may_keep_views(acting: Acting, _subject: object) -> bool:
    return acting.account_id is not None


@use_case(may=_may_keep_views, trail=False, because=_WHY)
def save_view(table: str, *, label: str, query: str, acting: Acting) -> None:
    """Keep the state of the table under that name; the same name is written over. Raises TooManyViews."""
    own = SavedView.objects.filter(account_id=acting.signed_in(), table=table)
    if own.exclude(label=label).count() >= _MOST:
        raise TooManyViews(most=_MOST)
    SavedView.objects.update_or_create(
        account_id=acting.signed_in(), table=table, label=label, defaults={"query": query, "saved_at": clock.now()}
    )


@use_case(may=_may_keep_views, trail=False, because=_WHY)
def drop_view(view_key: str, *, acting: Acting) -> None:
    """Forget the view. Raises NotFound, for others' as for none."""
    gone, _each = SavedView.objects.filter(account_id=acting.signed_in(), public_key=view_key).delete()
    if not gone:
        raise NotFound


def list_views(table: str, *, acting: Acting) -> list[SavedQuery]:
    """Her own of that table, by name. One query; call it inside a scope."""
    if acting.account_id is None:
        return []
    rows = SavedView.objects.filter(account_id=acting.account_id, table=table).order_by("label")
    return [SavedQuery(*row) for row in rows.values_list("public_key", "label", "query")]
