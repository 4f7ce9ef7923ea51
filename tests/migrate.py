"""Migrates the three databases of the environment in a process of its own; on PostgreSQL as their owner."""

import os

import django
from django.core.management import call_command
from django.db import connections

OWNER = "lederloft_owner"


def migrate() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "lederloft.config.settings.test"
    django.setup()
    for connection in connections.all():
        if connection.vendor == "postgresql":
            connection.settings_dict["USER"] = OWNER
        call_command("migrate", database=connection.alias, verbosity=0)


if __name__ == "__main__":
    migrate()
