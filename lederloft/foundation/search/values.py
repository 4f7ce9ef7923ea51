"""What a search asks and answers. Pure Python."""

import re
from dataclasses import dataclass
from datetime import datetime

_WORD = re.compile(r"[\w.@-]+")


@dataclass(frozen=True)
class Hit:
    """One thing found: the label of its model ("organisation.person") and its public key lead a face to its page."""

    label: str
    key: str
    title: str
    detail: str = ""
    at: datetime | None = None  # when it takes place or begins


def words_of(text: str) -> tuple[str, ...]:
    """The words of a query: at most eight, each at least two characters, in the order written."""
    found = [word for word in _WORD.findall(text[:200]) if len(word) > 1]
    return tuple(dict.fromkeys(found))[:8]


def spellings(word: str) -> tuple[str, ...]:
    """A word in the cases it is written in. SQLite compares only A–Z without case, so Ø and Å need it said."""
    return tuple(dict.fromkeys((word, word.lower(), word.capitalize(), word.upper())))
