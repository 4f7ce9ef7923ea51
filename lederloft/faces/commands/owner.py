"""Connecting with the login that owns the databases, where one is named."""

from django.conf import settings
from django.db import connections


def become_owner(alias: str) -> None:
    """Use the owner's login from MIGRATE_DATABASE_URL for this command; without one the application's own is used."""
    owner = settings.MIGRATE_DATABASES.get(alias)
    if owner is not None:
        connections[alias].close()
        connections[alias].settings_dict.update(owner)
