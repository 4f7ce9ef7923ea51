"""A server that starts again packs its style sheets only when one of them has changed."""

import os
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from lederloft.faces.commands import static_files
from lederloft.faces.commands.static_files import collect_static


@pytest.fixture
def sheet(tmp_path: Path, settings: Settings) -> Path:
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    made = tmp_path / "source" / "page.css"
    made.parent.mkdir()
    made.write_text("p { margin: 0 }")
    return made


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    really = static_files.call_command

    def watched(name: str, **options: object) -> object:
        seen.append(name)
        return really(name, **options)

    monkeypatch.setattr(static_files, "call_command", watched)
    return seen


def test_nothing_is_packed_twice(sheet: Path, collected: list[str], settings: Settings) -> None:
    for _ in range(3):
        collect_static()
    assert collected == ["collectstatic"]
    assert (Path(settings.STATIC_ROOT) / "page.css").read_text() == sheet.read_text()


def test_what_has_changed_is_packed_anew(sheet: Path, collected: list[str], settings: Settings) -> None:
    collect_static()
    sheet.write_text("p { margin: 10px }")
    later = sheet.stat().st_mtime + 5
    os.utime(sheet, (later, later))
    collect_static()
    assert (Path(settings.STATIC_ROOT) / "page.css").read_text() == "p { margin: 10px }"


def test_a_packing_that_was_killed_is_done_again(
    sheet: Path, collected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*told: object, **options: object) -> None:
        raise KeyboardInterrupt

    collect_static()
    sheet.write_text("p { margin: 10px }")
    with monkeypatch.context() as patch:
        patch.setattr(static_files, "call_command", killed)
        with pytest.raises(KeyboardInterrupt):
            collect_static()
    sheet.write_text("p { margin: 0 }")
    collect_static()
    assert collected == ["collectstatic"] * 2
