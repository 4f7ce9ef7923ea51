"""No name and no content of a file decides where we write or read; every refusal says which field and what to do."""

import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from lederloft.domain.organisation.api import get_profile
from lederloft.foundation.access.api import new_set_up_path
from lederloft.foundation.backups import restoring
from lederloft.foundation.backups.errors import BackupDamaged
from lederloft.foundation.backups.values import FORMAT, MANIFEST, Manifest, digest_file
from lederloft.foundation.clock import api as clock
from lederloft.foundation.documents.models import Document, DocumentVersion
from lederloft.foundation.tenancy.api import Municipality, scope
from tests.faces.web.entrance.test_set_up import made
from tests.faces.web.entrance.visits import hidden
from tests.hostile import bytes as files
from tests.hostile.payloads import LINES, turned
from tests.hostile.places import browser, crawl, plant
from tests.rights.places import Place

pytestmark = pytest.mark.django_db(databases=["default", "answers", "buffer"])

REMEDIES = re.compile(r"Lagre|Velg|Åpne|lagre|velg")
TOLD = {"contact_name": "HR-kontoret på Åsen", "contact_phone": "72 41 94 00", "contact_email": "hr@vik.example"}
_listening: list[set[tuple[str, str]]] = []


def _listen(event: str, told: tuple[object, ...]) -> None:
    if _listening and event == "open" and isinstance(told[0], str):
        is_write = isinstance(told[1], str) and bool(set(told[1]) & set("wax+"))
        _listening[-1].add(("write" if is_write else "read", told[0]))


sys.addaudithook(_listen)  # a hook can't be taken out again; without a listener it does nothing


@pytest.fixture
def opened() -> Iterator[set[tuple[str, str]]]:
    """(read or write, path) of every file that is opened meanwhile."""
    _listening.append(set())
    yield _listening[-1]
    _listening.pop()


@pytest.fixture
def guide(client: Client) -> Client:
    """The guide at the step where a file is handed in."""
    path = new_set_up_path()
    client.post(path, {"client_key": hidden(client.get(path), "client_key")})
    made(client)
    return client


def hand_in(client: Client, name: str, content: bytes) -> HttpResponse:
    file = SimpleUploadedFile("x", content, "image/png")
    file._name = name  # as it was sent; the test's own class would tidy it
    key = hidden(client.get("/oppsett/logo"), "client_key")
    return client.post("/oppsett/logo", {**TOLD, "logo": file, "client_key": key})


def stored() -> tuple[int, int, set[str]]:
    """Rows and files of documents."""
    folder = Path(settings.MEDIA_ROOT)
    found = (
        {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} if folder.exists() else set()
    )
    return Document.objects.count(), DocumentVersion.objects.count(), found


def _in_scope() -> AbstractContextManager[None]:
    return scope(Municipality.objects.get().id)


def test_every_refused_file_is_told_with_field_and_remedy_and_nothing_is_half_written(guide: Client) -> None:
    with _in_scope():
        before, profile = stored(), get_profile(on=clock.today())
    tried = files.refused()
    assert len(tried) + len(files.accepted()) >= 150
    for name, content in tried:
        answer = hand_in(guide, name, content)
        page = unescape(answer.content.decode())
        assert answer.status_code in {413, 422}, (name, content[:30], answer.status_code)
        summary = re.search(r'<a[^>]*href="#id_logo"[^>]*>([^<]+)</a>', page)
        assert summary, (name, content[:30])
        assert summary[1].strip().startswith("Logo: "), summary[1]
        assert REMEDIES.search(summary[1]), summary[1]
        for words in TOLD.values():
            assert f'value="{words}"' in page, (name, "the other fields are kept")
    with _in_scope():
        assert stored() == before
        assert get_profile(on=clock.today()) == profile


def test_a_name_decides_nothing_about_where_a_file_is_written_or_read(
    guide: Client, opened: set[tuple[str, str]]
) -> None:
    for name, content in files.accepted():
        answer = hand_in(guide, name, content)
        assert answer.status_code in {303, 422}, (name, answer.status_code)
        if answer.status_code == 422:
            assert "Logo" in answer.content.decode()
    media, temporary = str(settings.MEDIA_ROOT), tempfile.gettempdir()
    ours = re.compile(rf"{re.escape(media)}/\d+/[0-9a-f]{{32}}(?:\.part)?|{re.escape(temporary)}/\w+\.upload.*")
    written = {path for how, path in opened if how == "write"}
    assert written
    assert [path for path in written if not ours.fullmatch(path)] == []
    assert not [path for _how, path in opened if "passwd" in path or "win.ini" in path]
    with _in_scope():
        assert stored()[:2] == (1, 1)
        kept = DocumentVersion.objects.get().file_name
    assert not set(kept) & set('/\\\x00\r\n"<>:|?*;')


def test_an_oversized_file_is_refused_whole(guide: Client) -> None:
    answer = hand_in(guide, "logo.png", b"\x89PNG\r\n\x1a\n" + b"0" * (27 * 1024 * 1024))
    assert answer.status_code == 413
    assert "Filen er for stor" in answer.content.decode()
    assert "Velg en mindre fil" in answer.content.decode()


def test_no_name_decides_the_name_of_what_is_handed_over(place: Place) -> None:
    """Lists and papers: the head of the answer bears a name of ours, whatever the module is called."""
    plant(place, turned(('../../../x"; filename="ond.html', "\u202efdp.exe", "æ/ø\\å", *LINES)))
    heads = []
    for query in ("?last-ned=csv", ""):
        heads += [visit.answer.headers.get("Content-Disposition", "") for visit in crawl(place, query)]
    given = [head for head in heads if head]
    assert len(given) >= 6
    for head in given:
        found = re.fullmatch(r"attachment; filename(?:=\"([^\"\\\\/\r\n]+)\"|\*=utf-8''([\w.%-]+))", head)
        assert found, head
        name = unquote(found[1] or found[2])
        assert not set(name) & set('/\\<>:"|?*;\r\n\x00\u2028\u202e'), head
        assert not name.startswith(".")


def backup(folder: Path, names: dict[str, str]) -> Path:
    """A folder that says it is a backup."""
    folder.mkdir(exist_ok=True)
    manifest = Manifest(FORMAT, "0", "sqlite", "2024-01-01T00:00:00+00:00", names, {})
    (folder / MANIFEST).write_text(manifest.to_text(), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "name",
    [
        "/etc/hostname",
        "../ute.txt",
        "documents/../../ute.txt",
        "",
        ".",
        "documents/\x00",
        "a" * 5_000,
        "lenke",
        "mappe/x",
    ],
)
def test_a_backup_names_no_place_outside_itself(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "ute.txt"
    outside.write_text("hemmelig")
    folder = backup(tmp_path / "kopi", {name: digest_file(outside)})
    (folder / "lenke").symlink_to(outside)
    (tmp_path / "x").write_text("hemmelig")
    (folder / "mappe").symlink_to(tmp_path)
    with pytest.raises(BackupDamaged):
        restoring.read_backup(folder)


def test_what_lies_beside_a_backup_is_not_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "live")
    folder = tmp_path / "kopi"
    (folder / "documents/1").mkdir(parents=True)
    (folder / "documents/1/egen").write_text("vår")
    (folder / "documents/1/fremmed").symlink_to("/etc/hostname")
    backup(folder, {"documents/1/egen": digest_file(folder / "documents/1/egen")})
    prepared = restoring._prepare_documents(folder, restoring.read_backup(folder))
    assert [path.name for path in prepared.rglob("*") if path.is_file()] == ["egen"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "[" * 100_000,
        "\x00",
        '{"sha256": "x", "body": "y"}',
        '{"sha256": 1, "body": 2}',
        *(
            json.dumps({"body": body, "sha256": hashlib.sha256(body.encode()).hexdigest()})
            for body in (
                "[]",
                '{"format": 1}',
                '{"format": 1, "tables": [], "files": {}, "version": "", "engine": "", "made_at": ""}',
                '{"format": 1, "tables": {}, "files": [], "version": "", "engine": "", "made_at": "2024-01-01"}',
                '{"format": 1, "tables": {}, "files": {"a": 1}, "version": "", "engine": "", "made_at": "2024-01-01"}',
                '{"format": 1, "tables": {}, "files": {}, "version": "", "engine": "", "made_at": "i går"}',
                '{"format": 1, "tables": {"a": {"x": {}}}, "files": {}, "version": "", "engine": "", "made_at": ""}',
            )
        ),
    ],
)
def test_a_list_of_contents_of_another_shape_is_no_backup(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "kopi"
    folder.mkdir()
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(BackupDamaged):
        restoring.read_backup(folder)


def test_a_paper_reads_no_file_that_a_text_names(place: Place, opened: set[tuple[str, str]]) -> None:
    plant(place, turned(("<img src=file:///etc/passwd>", "<link rel=attachment href=file:///etc/hostname>")))
    key = place.keys["development_office/gjennomforinger.key"]
    for ending in ("pdf", "docx"):
        made_paper = browser(place, "utviklingskontoret").get(
            f"/utviklingskontoret/gjennomforinger/{key}/deltakerliste.{ending}"
        )
        assert made_paper.status_code == 200
    assert not [path for _how, path in opened if path in {"/etc/passwd", "/etc/hostname"}]
