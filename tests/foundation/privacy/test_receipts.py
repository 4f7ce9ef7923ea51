"""Receipts: whole files outside the database, readable by whoever restores."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lederloft.foundation.privacy.api import Receipt, list_receipts, new_receipt, receipts_folder, write_receipt


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def a_receipt() -> Receipt:
    return new_receipt(municipality="m", person="p", account="a", is_account_gone=True)


def test_what_is_written_is_read() -> None:
    receipt = replace(a_receipt(), deleted={"Kontoer": 1}, is_done=True)
    path = write_receipt(receipt)
    assert path.parent == receipts_folder()
    assert list_receipts() == [receipt]
    assert list(receipts_folder().glob("*.part")) == []


def test_only_the_installation_may_read_them() -> None:
    path = write_receipt(a_receipt())
    assert path.stat().st_mode & 0o777 == 0o600
    assert receipts_folder().stat().st_mode & 0o777 == 0o700


def test_the_name_tells_nothing() -> None:
    first, second = a_receipt(), a_receipt()
    assert first.key != second.key
    assert len(first.key) == 22


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "key": "x"}', "\x00"])
def test_other_files_are_passed_by(text: str) -> None:
    write_receipt(a_receipt())
    (receipts_folder() / "other.json").write_text(text)
    assert len(list_receipts()) == 1


def test_a_receipt_of_a_later_version_is_read_as_far_as_it_is_known() -> None:
    path = write_receipt(a_receipt())
    held = json.loads(path.read_text()) | {"something_new": True}
    path.write_text(json.dumps(held))
    assert len(list_receipts()) == 1
