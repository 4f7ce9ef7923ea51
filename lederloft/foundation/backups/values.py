"""What a backup says of itself: a list of contents with checksums, for every file and every table. Pure Python."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FORMAT = 1
MANIFEST = "innhold.json"
DOCUMENTS = "documents"  # their folder inside the backup


@dataclass(frozen=True)
class Table:
    """A table's rows: how many, and a checksum over all of them in the order of their keys."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The list of contents. ``files`` maps a path inside the backup to its checksum."""

    format: int
    version: str
    engine: str
    made_at: str
    files: dict[str, str]
    tables: dict[str, dict[str, Table]]

    def to_text(self) -> str:
        """As it is stored; carries a checksum of itself."""
        body = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1)
        return json.dumps({"sha256": hashlib.sha256(body.encode()).hexdigest(), "body": body})

    @classmethod
    def from_text(cls, text: str) -> "Manifest":
        """Read it back; raises ValueError when it isn't whole."""
        try:
            outer = json.loads(text)
            if hashlib.sha256(outer["body"].encode()).hexdigest() != outer["sha256"]:
                raise ValueError("checksum")
            body = json.loads(outer["body"])
            if body["format"] != FORMAT:
                raise ValueError("format")
            tables = {db: {n: Table(**t) for n, t in found.items()} for db, found in body.pop("tables").items()}
            manifest = cls(tables=tables, **body)
            if not all(isinstance(sha256, str) for sha256 in manifest.files.values()):
                raise ValueError("checksum")
            manifest.moment()
            return manifest
        except (KeyError, TypeError, AttributeError, json.JSONDecodeError, RecursionError) as error:
            raise ValueError(str(error)) from error

    def moment(self) -> datetime:
        """When the backup was made."""
        return datetime.fromisoformat(self.made_at)


def digest_rows(rows: Iterable[object]) -> Table:
    """Count and checksum; a row is anything with a stable repr."""
    whole = hashlib.sha256()
    number = 0
    for row in rows:
        whole.update(repr(row).encode())
        whole.update(b"\n")
        number += 1
    return Table(number, whole.hexdigest())


def digest_file(path: Path) -> str:
    """Checksum of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
