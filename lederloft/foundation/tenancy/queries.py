"""Reading the tenants themselves."""

from django.db import connection

from lederloft.foundation.tenancy.errors import UnknownMunicipality
from lederloft.foundation.tenancy.models import Municipality


def get_municipality(slug: str) -> Municipality:
    """The municipality with that slug; raises UnknownMunicipality."""
    try:
        return Municipality.objects.get(slug=slug)
    except Municipality.DoesNotExist:
        raise UnknownMunicipality(slug=slug) from None


def wait_for_municipalities() -> None:
    """Wait for others who are making a municipality, and keep them waiting until this transaction ends.

    On SQLite every act waits for the one before it. Readers, and rows that point to a municipality, don't wait.
    """
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(Municipality._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def list_municipalities() -> list[Municipality]:
    """All tenants of the installation, by slug."""
    return list(Municipality.objects.order_by("slug"))
