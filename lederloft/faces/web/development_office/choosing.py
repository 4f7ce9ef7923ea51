"""Whom one chooses among: those who can be it, found by name; everybody when it is asked for in the address."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from lederloft.domain.organisation.api import PersonLine

EVERYBODY, SEARCH = "alle", "sok"


def found_in(people: Iterable[PersonLine], *, asked: Mapping[str, Any], likely: Collection[int]) -> list[PersonLine]:
    """Those who can be it, by the name searched for. Where nobody can be it yet, everybody."""
    words = str(asked.get(SEARCH, "")).casefold().split()
    is_everybody = EVERYBODY in asked or not likely
    return [
        person
        for person in people
        if (is_everybody or person.person_id in likely) and all(word in person.name.casefold() for word in words)
    ]


def search_context(asked: Mapping[str, Any], *, fewer: str, more: str) -> dict[str, Any]:
    """What the search above the form is drawn from; the links say whom they show."""
    return {
        "searched": asked.get(SEARCH, ""),
        "is_everybody": EVERYBODY in asked,
        "fewer_label": fewer,
        "more_label": more,
    }
