"""What erasing somebody means for drafts: others' that name her go too."""

from collections.abc import Collection, Mapping
from typing import Any

from lederloft.foundation.drafts.models import Draft
from lederloft.foundation.privacy.api import Gone, says_whom
from lederloft.foundation.tenancy.api import current_municipality


def drafts_naming(gone: Gone) -> Mapping[str, Collection[Any]]:
    """For erasure: the drafts in whose fields or address her name, address or key stands."""
    if current_municipality() is None:
        return {}
    names_her = says_whom(gone.subject)
    rows = Draft.objects.values_list("pk", "form", "data").iterator(chunk_size=500)
    return {"drafts.draft": [pk for pk, form, data in rows if any(map(names_her, _texts([form, data])))]}


def _texts(held: Any) -> list[str]:
    if isinstance(held, dict):
        return [text for one in held.values() for text in _texts(one)]
    if isinstance(held, list):
        return [text for one in held for text in _texts(one)]
    return [str(held)]
