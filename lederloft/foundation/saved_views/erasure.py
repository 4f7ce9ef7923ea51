"""What erasing somebody means for saved views: others' that name her go too."""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import unquote_plus

from lederloft.foundation.privacy.api import Gone, says_whom
from lederloft.foundation.saved_views.models import SavedView
from lederloft.foundation.tenancy.api import current_municipality


def views_naming(gone: Gone) -> Mapping[str, Collection[Any]]:
    """For erasure: the views in whose label or search her name, address or key stands."""
    if current_municipality() is None:
        return {}
    names_her = says_whom(gone.subject)
    rows = SavedView.objects.values_list("pk", "label", "query").iterator(chunk_size=500)
    return {"saved_views.savedview": [pk for pk, *texts in rows if any(names_her(unquote_plus(one)) for one in texts)]}
