"""The views somebody has kept."""

from dataclasses import dataclass

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.saved_views.models import SavedView


@dataclass(frozen=True)
class SavedQuery:
    """A view as its owner sees it; ``query`` is the part after «?»."""

    view_key: str
    label: str
    query: str


def list_views(table: str, *, acting: Acting) -> list[SavedQuery]:
    """Her own of that table, by name. One query; call it inside a scope."""
    if acting.account_id is None:
        return []
    rows = SavedView.objects.filter(account_id=acting.account_id, table=table).order_by("label")
    return [SavedQuery(*row) for row in rows.values_list("public_key", "label", "query")]
