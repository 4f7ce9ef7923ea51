"""`lederloft check`: whether the installation can serve, with the remedy for what can't."""

import argparse

from django.conf import settings

from lederloft.faces.commands.replies import ExitCode, Reply
from lederloft.foundation.backups.api import list_present
from lederloft.foundation.health.api import OK, is_ready, list_checks

_NAMES = {
    "database_default": "databasen",
    "database_answers": "svardatabasen",
    "database_buffer": "mellomlageret for svar",
    "defences": "vern mellom kommuner",
    "jobs": "jobber",
}
_REMEDIES = {
    "database": "kjør «lederloft migrate», og sjekk at databaseserveren svarer",
    "defences": "kjør «lederloft migrate» som eier (MIGRATE_DATABASE_URL)",
    "jobs": "se /drift, og sjekk at «lederloft work» kjører",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace) -> Reply:
    """Look at everything; exit code 1 when the site can't serve."""
    checks = list_checks()
    ready = is_ready(checks)
    processes = [{"kind": process.kind, "pid": process.pid} for process in list_present()]
    document = {"ready": ready, "checks": checks, "processes": processes, "data": str(settings.DATA_DIR)}
    lines = [_line(name, state) for name, state in checks.items()]
    lines.append("Løsningen er klar." if ready else "Løsningen er ikke klar.")
    return Reply(document, tuple(lines), ExitCode.DONE if ready else ExitCode.NOT_MET)


def _line(name: str, state: str) -> str:
    shown = _NAMES.get(name, name)
    if state == OK:
        return f"{shown}: i orden"
    return f"{shown}: {state} – {_REMEDIES[name.partition('_')[0]]}"
