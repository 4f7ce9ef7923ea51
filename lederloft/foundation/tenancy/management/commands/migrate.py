"""Django's migrate, and then the defences: they are part of every migration."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from lederloft.foundation.tenancy.defences import raise_defences


class Command(DjangoMigrate):
    """Migrate one database and raise its defences."""

    def handle(self, *args: Any, **options: Any) -> None:
        """As Django's, plus row-level security, composite keys, triggers and grants."""
        super().handle(*args, **options)
        if not (options.get("plan") or options.get("check_unapplied")):
            raise_defences(connections[options["database"]])
