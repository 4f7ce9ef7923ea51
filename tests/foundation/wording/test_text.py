"""Text that people write is trimmed, measured and free of what can't be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lederloft.foundation.wording.api import sentence_for
from lederloft.foundation.wording.values import TextMissing, TextNotReadable, TextTooLong, clean_text


def test_one_line_and_many() -> None:
    assert clean_text("  a \n\t b  ", label="Navn", limit=9) == "a b"
    assert clean_text(" a\r\nb\rc ", label="Navn", limit=9, is_one_line=False) == "a\nb\nc"
    assert clean_text("a\u030a", label="Navn", limit=1) == "å"


def test_refusals_name_the_field() -> None:
    with pytest.raises(TextMissing) as missing:
        clean_text(" \n", label="Navn", limit=9, is_required=True)
    assert sentence_for(missing.value) == "Feltet «Navn» er tomt. Skriv noe der."
    with pytest.raises(TextTooLong) as too_long:
        clean_text("1234567890", label="Navn", limit=9)
    assert "10 tegn" in sentence_for(too_long.value).replace("\u00a0", " ")
    for text in ("a\x00b", "a\x1bb", "\ud800"):
        with pytest.raises(TextNotReadable):
            clean_text(text, label="Navn", limit=9)


@given(st.text())
def test_cleaning_again_changes_nothing(text: str) -> None:
    try:
        once = clean_text(text, label="Navn", limit=10_000, is_one_line=False)
    except TextNotReadable:
        return
    assert clean_text(once, label="Navn", limit=10_000, is_one_line=False) == once
    once.encode()
