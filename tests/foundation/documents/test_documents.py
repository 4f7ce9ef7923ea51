"""Documents are kept whole, in versions, and opened only by those who may."""

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from lederloft.foundation.acting.values import Acting, Role
from lederloft.foundation.documents import policies
from lederloft.foundation.documents.api import (
    Audience,
    Document,
    FileTouched,
    Passage,
    PassageNotThere,
    add_version,
    delete_document,
    get_download,
    mark_passage,
    store_document,
)
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.tenancy.api import scope
from lederloft.foundation.use_cases.api import use_case
from tests.makers import acting_for, make_account, make_municipality

pytestmark = pytest.mark.django_db


def _anyone(_acting: Acting, _subject: object) -> bool:
    return True


@use_case(may=_anyone)
def store(content: bytes, *, acting: Acting, audience: Audience, owner: tuple[str, int] | None = None) -> int:
    return store_document(title="Plan", name="plan.txt", content=content, audience=audience, owner=owner).pk


@use_case(may=_anyone)
def store_next(document_id: int, *, acting: Acting, content: bytes) -> int:
    return add_version(Document.objects.get(pk=document_id), name="plan.txt", content=content).number


@use_case(may=_anyone)
def store_then_fail(content: bytes, *, acting: Acting) -> None:
    store_document(title="Plan", name="plan.txt", content=content, audience=Audience.MAKER)
    raise ZeroDivisionError


@use_case(may=_anyone)
def delete(document_id: int, *, acting: Acting) -> None:
    delete_document(Document.objects.get(pk=document_id))


@pytest.fixture(autouse=True)
def media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(django_settings, "MEDIA_ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def acting() -> Acting:
    municipality = make_municipality()
    return acting_for(municipality, make_account(municipality, Role.DEVELOPMENT_OFFICE))


def _scope(acting: Acting) -> AbstractContextManager[None]:
    assert acting.municipality_id
    return scope(acting.municipality_id)


def _key(acting: Acting, document_id: int) -> str:
    with _scope(acting):
        return Document.objects.get(pk=document_id).public_key


def test_versions_stay_as_they_were(acting: Acting) -> None:
    document_id = store(b"en", acting=acting, audience=Audience.MUNICIPALITY)
    assert store_next(document_id, acting=acting, content=b"to") == 2
    key = _key(acting, document_id)
    with _scope(acting):
        first = Document.objects.get(pk=document_id).versions.get(number=1)
        from lederloft.foundation.documents.api import read_version

        assert read_version(first) == b"en"
        assert get_download(key, acting=acting).content == b"to"


def test_an_export_opens_for_its_maker_only(acting: Acting) -> None:
    key = _key(acting, store(b"en", acting=acting, audience=Audience.MAKER))
    with _scope(acting):
        assert get_download(key, acting=acting).name == "plan.txt"
        with pytest.raises(NotFound):
            get_download(key, acting=replace(acting, account_id=(acting.account_id or 0) + 1))
        with pytest.raises(NotFound):
            get_download("ukjent", acting=acting)


def test_an_owned_document_asks_its_owner_and_is_closed_when_nobody_answers(
    acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = _key(acting, store(b"en", acting=acting, audience=Audience.OWNER, owner=("x.y", 7)))
    with _scope(acting):
        with pytest.raises(NotFound):
            get_download(key, acting=acting)
        monkeypatch.setitem(policies._owner_policies, "x.y", lambda _acting, owner_id: owner_id == 7)
        assert get_download(key, acting=acting).content == b"en"


def test_a_touched_file_is_not_served(acting: Acting, media: Path) -> None:
    key = _key(acting, store(b"en", acting=acting, audience=Audience.MAKER))
    (path,) = (p for p in media.rglob("*") if p.is_file())
    path.write_bytes(b"to")
    with _scope(acting), pytest.raises(FileTouched):
        get_download(key, acting=acting)


def test_another_municipality_finds_nothing(acting: Acting) -> None:
    key = _key(acting, store(b"en", acting=acting, audience=Audience.MUNICIPALITY))
    there = make_municipality()
    stranger = acting_for(there, make_account(there, Role.DEVELOPMENT_OFFICE))
    with scope(there.id), pytest.raises(NotFound):
        get_download(key, acting=stranger)


def test_a_deleted_document_leaves_no_file(acting: Acting, media: Path) -> None:
    document_id = store(b"en", acting=acting, audience=Audience.MAKER)
    store_next(document_id, acting=acting, content=b"to")
    with _scope(acting):
        version = Document.objects.get(pk=document_id).versions.get(number=1)
        mark_passage(version, text="en setning", start=3, end=10)
        mark_passage(version, text="en setning", start=3, end=10)
        assert Passage.objects.count() == 1
        with pytest.raises(PassageNotThere):
            mark_passage(version, text="en setning", start=50, end=60)
    delete(document_id, acting=acting)
    assert not [p for p in media.rglob("*") if p.is_file()]
