"""Faster loading of what is synthetic anyway."""

from django.db import connection


def hurry() -> None:
    """What is lost if the power goes now is only an example: SQLite needn't wait for the disk after each act."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
