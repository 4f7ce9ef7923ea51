"""Deleting a tenant with everything that is its own, history included."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connections, models, router

from lederloft.foundation.tenancy.defences import history_open
from lederloft.foundation.tenancy.models import Municipality


def delete_municipality(municipality_id: int) -> int:
    """Delete the municipality and every row that names it, in every database; returns how many rows went.

    On PostgreSQL it takes the owner's login: the application's own can't delete history. Called in a transaction of
    ``default``; keys between the rows are checked when it commits.
    """
    with history_open(connections[router.db_for_write(Municipality)]):
        count = sum(_delete(model, "municipality_id", municipality_id) for model in _models_that_name_one())
        _delete(Municipality, "id", municipality_id)
    return count


def _models_that_name_one() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if any(field.attname == "municipality_id" for field in model._meta.local_concrete_fields):
            yield model


def _delete(model: type[models.Model], column: str, value: int) -> int:
    connection = connections[router.db_for_write(model)]
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [value])  # noqa: S608 — our own names
        return int(cursor.rowcount)
