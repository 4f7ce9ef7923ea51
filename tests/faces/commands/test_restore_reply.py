"""What `lederloft restore` tells when it is done."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lederloft.faces.commands import restore
from lederloft.foundation.acting.values import Role
from lederloft.foundation.backups.api import Manifest
from tests.makers import make_account, make_municipality

DONE = {"ways_in_closed": 0, "shut_again": 1, "invited_again": 0}


def restored(monkeypatch: pytest.MonkeyPatch) -> restore.Reply:
    """The answer of a restore that finds the databases as they are."""
    manifest = Manifest(1, "", "", "2026-11-01T03:00:00+01:00", {}, {})

    def lay_back(_folder: Path, *, stop: bool, afterwards: Callable[[Manifest], None]) -> Manifest:
        afterwards(manifest)
        return manifest

    def nothing(*_words: Any, **_more: Any) -> None:
        """Neither owner nor migrations: the tables are here already."""

    for name, stand_in in {
        "become_owner": nothing,
        "call_command": nothing,
        "put_right": lambda: DONE,
        "restore_backup": lay_back,
    }.items():
        monkeypatch.setattr(restore, name, stand_in)
    return restore.run(Namespace(folder=Path("kopi"), stop=False))


@pytest.mark.django_db
def test_where_nobody_can_manage_accounts_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(make_municipality("vik"), Role.IT)
    make_account(make_municipality("nes"), Role.LEADER)
    reply = restored(monkeypatch)
    assert reply.document["without_administrator"] == ["nes"]
    (said,) = [line for line in reply.lines if "administrere" in line]
    assert "«nes»" in said
    assert said.endswith("lederloft grant-role nes E-POST it")
