"""The inspector: nynorsk is whole, and its places and marks are those of the bokmål."""

import re
import subprocess

from tests.postgres import ROOT

PO = ROOT / "lederloft/locale/nn/LC_MESSAGES/django.po"
# Words that are bokmål only. What must stand (an example address, a name) is written without them or listed here.
_BOKMAL_ONLY = re.compile(
    r"\b(ikke|jeg|hvordan|noen|noe|hva|hvem|hvilke|deres|fra|bare|være|gjøre|mye|enheten|leder|ledere|velg)\b",
    re.IGNORECASE,
)


def _said() -> list[str]:
    lines = PO.read_text(encoding="utf-8").split("\n\n")[1:]
    found = []
    for entry in lines:
        for part in re.split(r"^msgstr(?:\[\d\])? ", entry, flags=re.MULTILINE)[1:]:
            found.append("".join(re.findall(r'"(.*)"', part)))
    return found


def test_nothing_is_missing_or_fuzzy() -> None:
    done = subprocess.run(
        ["msgfmt", "--check", "--statistics", "-o", "/dev/null", str(PO)],
        capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}, check=True,
    )  # fmt: skip
    assert "untranslated" not in done.stderr
    assert "fuzzy" not in done.stderr


def test_nynorsk_holds_no_words_that_are_bokmal_only() -> None:
    said = _said()
    assert len(said) > 1000
    assert [text for text in said if _BOKMAL_ONLY.search(text)] == []
