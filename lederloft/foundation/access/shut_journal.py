"""Who has been shut out since a backup: lines outside the database, so that restoring it lets none of them in again.

A line holds public keys, a time and a turn, never a name or an address. The highest turn about an account decides: that
it was opened is written after the commit, so such a line may come behind one of a later turn.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

from lederloft.foundation.access.models import Membership
from lederloft.foundation.clock import api as clock


def journal() -> Path:
    """Where it lies: beside the databases and never in them, and in no backup."""
    return Path(settings.DATA_DIR) / "shut-accounts.jsonl"


def next_turn(member: Membership) -> int:
    """One more than any line about it so far. Ask under the account's lock: what is done later gets no lower one."""
    pair = (member.municipality.public_key, member.account.public_key)
    return 1 + max((turn for about, turn, _is_shut in _lines() if about == pair), default=0)


def note_shut(member: Membership, *, is_shut: bool, turn: int) -> None:
    """A line, on the disk when this returns."""
    line = {
        "at": clock.now().isoformat(),
        "municipality": member.municipality.public_key,
        "account": member.account.public_key,
        "is_shut": is_shut,
        "turn": turn,
    }
    path = journal()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8") as file:
        file.write("\n" + json.dumps(line) + "\n")  # after a line cut short too
        file.flush()
        os.fsync(file.fileno())


def read_shut() -> list[tuple[str, str]]:
    """(municipality, account) of those that stand shut, by public keys."""
    last: dict[tuple[str, str], tuple[int, bool]] = {}
    for about, turn, is_shut in _lines():
        # Of two with the same turn the one that opened was still to be written when the other shut.
        last[about] = max(last.get(about, (0, False)), (turn, is_shut))
    return [about for about, (_turn, is_shut) in last.items() if is_shut]


def _lines() -> Iterator[tuple[tuple[str, str], int, bool]]:
    """((municipality, account), turn, whether it was shut) of each; one without a turn is older than any.

    A line cut short is passed by.
    """
    try:
        lines = journal().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, Mapping) and {"municipality", "account", "is_shut"} <= told.keys():
            turn = told.get("turn")
            about = (str(told["municipality"]), str(told["account"]))
            yield about, turn if isinstance(turn, int) else 0, bool(told["is_shut"])
