"""`lederloft backup`: a whole copy while the site serves."""

import argparse
from importlib.metadata import version
from pathlib import Path

from lederloft.faces.commands.owner import become_owner
from lederloft.faces.commands.replies import Reply, tell
from lederloft.foundation.backups.api import ALIASES, make_backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="en mappe som ikke finnes eller er tom")


def run(arguments: argparse.Namespace) -> Reply:
    """Copy, and say what the copy holds."""
    for alias in ALIASES:
        become_owner(alias)
    tell("Kopierer …")
    manifest = make_backup(arguments.folder, version=version("lederloft"))
    rows = sum(table.rows for tables in manifest.tables.values() for table in tables.values())
    documents = sum(1 for name in manifest.files if name.startswith("documents/"))
    document = {
        "folder": str(arguments.folder),
        "made_at": manifest.made_at,
        "engine": manifest.engine,
        "rows": rows,
        "documents": documents,
        "files": len(manifest.files),
    }
    lines = (
        f"Sikkerhetskopien ligger i {arguments.folder}: {rows} rader og {documents} dokumenter.",
        "Svar som ikke er levert ennå, er ikke med. De som skulle svare, blir bedt om det på nytt.",
    )
    return Reply(document, lines)
