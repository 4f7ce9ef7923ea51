"""`lederloft migrate`: make or bring up to date the three databases, as their owner when one is named."""

import argparse

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from lederloft.faces.commands.owner import become_owner
from lederloft.faces.commands.replies import Reply, tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace) -> Reply:
    """Migrate each database and raise its defences (row-level security, composite keys, triggers, grants)."""
    done: dict[str, list[str]] = {}
    for alias in settings.DATABASES:
        tell(f"{alias} …")
        become_owner(alias)
        before = _applied(alias)
        call_command("migrate", database=alias, verbosity=0, interactive=False)
        done[alias] = sorted(_applied(alias) - before)
    lines = tuple(
        f"{alias}: {len(names)} nye migreringer" if names else f"{alias}: oppdatert" for alias, names in done.items()
    )
    return Reply({"databases": done}, lines)


def _applied(alias: str) -> set[str]:
    recorder = MigrationRecorder(connections[alias])
    return {f"{app}.{name}" for app, name in recorder.applied_migrations()}
