"""Receipts of erasures: files outside the database, so that an erasure made after a backup can be done again when
the backup is restored. A receipt holds random keys and counts, never a name or an address."""

import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections

from lederloft.foundation.clock import api as clock
from lederloft.foundation.errors.values import N_
from lederloft.foundation.privacy.connections import wired

FORMAT = 1


@dataclass(frozen=True)
class Remains:
    """Where a copy may still lie, why, and the day it is gone. The texts are bokmål msgids."""

    what: str
    until: str  # ISO date; empty: nobody here decides
    because: str

    @property
    def until_day(self) -> date | None:
        """The day it is gone."""
        return date.fromisoformat(self.until) if self.until else None


@dataclass(frozen=True)
class Receipt:
    """What was erased, by public keys and counts, and what remains elsewhere until when."""

    key: str
    made_at: str
    is_done: bool
    municipality: str  # public key; empty: the account served none
    person: str  # public key; empty: none
    account: str  # public key; empty: none
    is_account_gone: bool
    deleted: Mapping[str, int] = field(default_factory=dict)
    emptied: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)  # record → why it stands without her
    remains: tuple[Remains, ...] = ()
    format: int = FORMAT

    @property
    def made(self) -> datetime:
        """The moment it was made."""
        return datetime.fromisoformat(self.made_at)


def receipts_folder() -> Path:
    """Where receipts lie: beside the databases and never in them, and in no backup."""
    return Path(settings.DATA_DIR) / "receipts"


def new_receipt(*, municipality: str, person: str, account: str, is_account_gone: bool) -> Receipt:
    """A receipt to write before the erasure begins, so that a killed one can be found and finished."""
    return Receipt(
        key=secrets.token_urlsafe(16),
        made_at=clock.now().isoformat(),
        is_done=False,
        municipality=municipality,
        person=person,
        account=account,
        is_account_gone=is_account_gone,
    )


def key_of_press(account_id: int | None, *, client_key: str) -> str:
    """The key of the receipt that a press leads to: the same press finds it again when nothing else of her is left."""
    return hashlib.sha256(f"{account_id}:{client_key}".encode()).hexdigest()[:22]


def write_receipt(receipt: Receipt) -> Path:
    """Whole or not at all, and on the disk when this returns."""
    folder = receipts_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{receipt.key}.json"
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(receipt), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return path


def drop_receipt(receipt: Receipt) -> None:
    """Of an erasure that was begun and refused before anything was erased."""
    (receipts_folder() / f"{receipt.key}.json").unlink(missing_ok=True)


def read_receipt(text: str) -> Receipt:
    """From its file; raises ValueError when it isn't a receipt of ours."""
    held = json.loads(text)
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise ValueError("not a receipt of an erasure")
    known = {one.name for one in fields(Receipt)}
    if not {"key", "made_at", "municipality", "person", "account"} <= held.keys():
        raise ValueError("not a receipt of an erasure")
    remains = tuple(Remains(**one) for one in held.pop("remains", ()))
    return Receipt(**{name: value for name, value in held.items() if name in known}, remains=remains)


def list_receipts(folder: Path | None = None) -> list[Receipt]:
    """All receipts, oldest first. Files that are none are passed by."""
    found = []
    for path in sorted((folder or receipts_folder()).glob("*.json")):
        try:
            found.append(read_receipt(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError):
            continue
    return sorted(found, key=lambda receipt: receipt.made_at)


def redo_erasures(receipts: Iterable[Receipt]) -> int:
    """Erase again everyone the receipts name and who is back, after a restore; returns how many were.

    No server may run. Harmless to repeat.
    """
    if wired.redo is None:
        raise RuntimeError("privacy is not connected")
    return sum(wired.redo(receipt) for receipt in receipts)


def what_remains(on: date, *, is_log_empty: bool) -> tuple[Remains, ...]:
    """Copies an erasure can't reach, with the day each is gone, from the installation's own periods."""
    backups = on + timedelta(days=settings.BACKUPS_KEPT_DAYS)
    log = on + timedelta(days=settings.DATABASE_LOG_KEPT_DAYS)
    mail = on + timedelta(days=settings.SENT_MAIL_KEPT_DAYS)
    found = [
        Remains(
            N_("Sikkerhetskopier"),
            backups.isoformat(),
            N_("Eldre kopier blir ikke endret. Blir en av dem lagt tilbake, gjør løsningen slettingen om igjen."),
        ),
        Remains(
            N_("Sendt e-post"),
            mail.isoformat(),
            N_(
                "Kommunens e-posttjener kan ha kopier. Det som ligger hos mottakerne, bestemmer de selv over, "
                "og løsningen når det ikke."
            ),
        ),
    ]
    if connection.vendor == "postgresql":
        found.append(
            Remains(
                N_("Databasens logg over endringer, og slettede rader som ikke er ryddet bort"),
                log.isoformat(),
                N_(
                    "Databasen bruker plassen om igjen etter hvert. "
                    "IT kan rydde straks, slik håndboken for personvern sier."
                ),
            )
        )
    else:
        emptied = N_("Loggen er skrevet inn i databasefilen og tømt.")
        busy = N_("Noen leste i databasen da slettingen ble ferdig. Loggen blir tømt i natt.")
        until = on if is_log_empty else on + timedelta(days=1)
        found.append(
            Remains(N_("Databasens logg over endringer"), until.isoformat(), emptied if is_log_empty else busy)
        )
    found.append(
        Remains(
            N_("Det andre har skrevet med egne ord"),
            "",
            N_("Et navn i en fritekst leder ikke til noen. Utviklingskontoret må lete etter det selv."),
        )
    )
    return tuple(found)


def tidy_database(*, using: str = DEFAULT_DB_ALIAS) -> bool:
    """Bring what was deleted out of SQLite's log; the database itself writes zeroes over it. Outside transactions.

    Returns whether nothing is left in the log; False when somebody was reading.
    """
    connection = connections[using]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(cursor.fetchone()[0] == 0)
