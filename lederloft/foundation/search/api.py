"""The door to search."""

from lederloft.foundation.search.finding import connect, find, matches
from lederloft.foundation.search.values import Hit, words_of

__all__ = ["Hit", "connect", "find", "matches", "words_of"]
