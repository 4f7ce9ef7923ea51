"""Reading the tenants themselves."""

from lederloft.foundation.tenancy.errors import UnknownMunicipality
from lederloft.foundation.tenancy.models import Municipality


def get_municipality(slug: str) -> Municipality:
    """The municipality with that slug; raises UnknownMunicipality."""
    try:
        return Municipality.objects.get(slug=slug)
    except Municipality.DoesNotExist:
        raise UnknownMunicipality(slug=slug) from None


def list_municipalities() -> list[Municipality]:
    """All tenants of the installation, by slug."""
    return list(Municipality.objects.order_by("slug"))
