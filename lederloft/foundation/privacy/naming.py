"""Whether a text that somebody else has written names her: by her whole name, an address or a public key."""

import re
from collections.abc import Callable

from lederloft.foundation.privacy.atlas import read_atlas
from lederloft.foundation.privacy.erasing import her_words, keys_of
from lederloft.foundation.privacy.values import Subject


def says_whom(subject: Subject) -> Callable[[str], bool]:
    """A test for texts, in any case of letters; whole words only, so that «Bo Li» isn't found in «Bo Lind».

    Call it in the scope, before she is erased.
    """
    atlas = read_atlas()
    keys = {key.lower() for root in atlas.roots for key in keys_of(subject, root).values()}
    words = her_words(atlas, subject) | keys
    if not words:
        return lambda _text: False
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(words))) + r")(?!\w)")
    return lambda text: pattern.search(text.lower()) is not None
