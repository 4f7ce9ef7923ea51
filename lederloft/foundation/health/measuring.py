"""Letting SQLite know how its tables look, so that it finds rows by the index that leads to few."""

from django.db import DEFAULT_DB_ALIAS, connections

from lederloft.foundation.jobs.api import Job

_ROWS_LOOKED_AT = 1_000  # of each index: enough to tell many from few, and over in a moment


def measure_tables(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Count anew what stands behind each index. PostgreSQL does so by itself.

    Never measured, SQLite takes everything of a municipality to be ten rows, and counts the seats of an edition by
    reading the seats of all. Only numbers are kept: this build of SQLite takes no samples of what the rows say.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={_ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")


def measure_nightly(job: Job) -> None:
    """The job of the night, for every database."""
    for alias in connections:
        measure_tables(using=alias)
