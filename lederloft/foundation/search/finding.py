"""Ask every source that wiring names. A source reads its own tables and shows only what she may see: no copy is
kept, so nothing found is ever stale, and an erased person is gone from the search too."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_, or_

from django.db.models import Q
from django.utils.module_loading import import_string

from lederloft.foundation.acting.values import Acting
from lederloft.foundation.search.values import Hit, spellings, words_of

Source = Callable[[Acting, Sequence[str], int], Sequence[Hit]]

_sources: list[Source] = []


def connect(dotted_names: Sequence[str]) -> None:
    """Replace the list of sources; raises ImportError at start for a name that doesn't exist."""
    _sources[:] = [import_string(name) for name in dotted_names]


def find(acting: Acting, text: str, *, limit: int = 10) -> list[Hit]:
    """At most ``limit`` hits per source, in the order of wiring. Call it inside a scope."""
    words = words_of(text)
    if not words:
        return []
    return [hit for source in _sources for hit in source(acting, words, limit)]


def matches(words: Sequence[str], *fields: str) -> Q:
    """Rows where each word stands in at least one of the fields."""
    return reduce(
        and_,
        (
            reduce(or_, (Q(**{f"{field}__icontains": form}) for field in fields for form in spellings(word)))
            for word in words
        ),
    )
