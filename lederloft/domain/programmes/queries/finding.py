"""The search sources for editions and gatherings."""

from collections.abc import Sequence

from lederloft.domain.programmes.policies import gatherings_visible_to, visible_to
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.search.api import Hit, matches


def search_editions(acting: Acting, words: Sequence[str], limit: int) -> list[Hit]:
    """Editions she may see, by their own name, their module's and its description."""
    rows = visible_to(acting).filter(matches(words, "name", "module__name", "module__description"))
    found = rows.order_by("name", "id").values_list("public_key", "name", "module__name")[:limit]
    return [Hit("programmes.edition", *row) for row in found]


def search_gatherings(acting: Acting, words: Sequence[str], limit: int) -> list[Hit]:
    """Gatherings she may see, by title and place; the key is their edition's, which shows them."""
    rows = gatherings_visible_to(acting).filter(matches(words, "title", "place"))
    found = rows.order_by("-starts_at").values_list("edition__public_key", "title", "edition__name")[:limit]
    return [Hit("programmes.gathering", *row) for row in found]
