"""The search sources for editions and gatherings."""

from collections.abc import Sequence

from django.db.models import F

from lederloft.domain.programmes.policies import gatherings_visible_to, visible_to
from lederloft.domain.programmes.queries.editions import with_times
from lederloft.domain.programmes.values import full_name, gathering_name
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.search.api import Hit, matches


def search_editions(acting: Acting, words: Sequence[str], limit: int) -> list[Hit]:
    """Editions she may see, by their own name, their module's and its description, the newest first."""
    rows = visible_to(acting).filter(matches(words, "name", "module__name", "module__description"))
    newest = with_times(rows).order_by(F("starts_at").desc(nulls_last=True), "-id")
    found = newest.values_list("public_key", "module__name", "name", "module__offer__name", "starts_at")[:limit]
    return [
        Hit("programmes.edition", key, full_name(module, name), offer, starts_at)
        for key, module, name, offer, starts_at in found
    ]


def search_gatherings(acting: Acting, words: Sequence[str], limit: int) -> list[Hit]:
    """Gatherings she may see, by title, module and place, the newest first; the key is their edition's, which shows
    them."""
    rows = gatherings_visible_to(acting).filter(matches(words, "title", "place", "edition__module__name"))
    found = rows.order_by("-starts_at", "-id").values_list(
        "edition__public_key", "edition__module__name", "number", "title", "place", "starts_at"
    )[:limit]
    return [
        Hit("programmes.gathering", key, gathering_name(module, number, title), place, starts_at)
        for key, module, number, title, place, starts_at in found
    ]
