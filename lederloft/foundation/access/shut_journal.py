"""Who has been shut out since a backup: lines outside the database, so that restoring it lets none of them in again.

A line holds public keys and a time, never a name or an address. The last line about an account decides.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from lederloft.foundation.access.models import Membership
from lederloft.foundation.clock import api as clock


def journal() -> Path:
    """Where it lies: beside the databases and never in them, and in no backup."""
    return Path(settings.DATA_DIR) / "shut-accounts.jsonl"


def note_shut(member: Membership, *, is_shut: bool) -> None:
    """A line, on the disk when this returns."""
    line = {
        "at": clock.now().isoformat(),
        "municipality": member.municipality.public_key,
        "account": member.account.public_key,
        "is_shut": is_shut,
    }
    path = journal()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8") as file:
        file.write("\n" + json.dumps(line) + "\n")  # after a line cut short too
        file.flush()
        os.fsync(file.fileno())


def read_shut() -> list[tuple[str, str]]:
    """(municipality, account) of those that stand shut, by public keys. A line cut short is passed by."""
    shut: dict[tuple[str, str], bool] = {}
    try:
        lines = journal().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, Mapping) and {"municipality", "account", "is_shut"} <= told.keys():
            shut[str(told["municipality"]), str(told["account"])] = bool(told["is_shut"])
    return [pair for pair, is_shut in shut.items() if is_shut]
