"""The inspector: nynorsk is whole, and its places and marks are those of the bokmål."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from house import files
from tests.postgres import ROOT

PO = ROOT / "lederloft/locale/nn/LC_MESSAGES/django.po"
# Words that are bokmål only. What must stand (an example address, a name) is written without them or listed here.
_BOKMAL_ONLY = re.compile(
    r"\b(ikke|jeg|hvordan|noen|noe|hva|hvem|hvilke|deres|fra|bare|være|gjøre|mye|enheten|leder|ledere|velg)\b",
    re.IGNORECASE,
)
_SPEAKING = {"_", "N_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
_HEADER = (
    'msgid ""\nmsgstr ""\n"Language: nn\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every msgid of the source: what makemessages finds in a copy of it, and what stands inside f-strings, which
    xgettext passes over."""
    copy = tmp_path_factory.mktemp("source")
    unread = shutil.ignore_patterns("*.mo", "__pycache__", "static", "overlay")
    shutil.copytree(ROOT / "lederloft", copy / "lederloft", ignore=unread)
    found = copy / PO.relative_to(ROOT)
    found.write_text(_HEADER, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "nn", "--no-location", "-v0"],
        cwd=copy, check=True, capture_output=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "lederloft.config.settings.test", "PYTHONPATH": str(copy)},
    )  # fmt: skip
    python = [name for name in files.committed() if name.startswith("lederloft/") and name.endswith(".py")]
    return _msgids(found).union(*(_spoken_in(files.text_of(name)) for name in python))


def _spoken_in(source: str) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    firsts = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id in _SPEAKING]
    return {str(first.value) for first in firsts if isinstance(first, ast.Constant)}


def _msgids(po: Path) -> set[str]:
    entries = re.findall(r"^msgid ((?:\".*\"\n)+)", po.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {"".join(ast.literal_eval(line) for line in entry.splitlines()) for entry in entries}


def test_every_sentence_of_the_source_has_its_nynorsk_and_nothing_else_stands_there(spoken: set[str]) -> None:
    there = _msgids(PO)
    assert sorted(spoken - there) == []
    assert sorted(there - spoken - {""}) == []


def test_what_is_said_inside_an_f_string_or_beside_a_plural_is_found(spoken: set[str]) -> None:
    assert _spoken_in("f'<p>{escape(gettext(\"Tomt.\"))}</p>' + ngettext('Én', 'Flere', n) + other('x')") == {
        "Tomt.",
        "Én",
    }
    assert {
        "Finn i listen",
        "Lagre visningen",
        "Ingen. Spør den som styrer kontoene hos dere.",
    } <= spoken  # f-string, both, template


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
