"""The door to tenancy."""

from lederloft.foundation.tenancy.defences import missing_defences, raise_defences
from lederloft.foundation.tenancy.errors import ForeignScope, NotPrepared, OutsideScope
from lederloft.foundation.tenancy.models import (
    Municipal,
    Municipality,
    MunicipalityField,
    PublicKeyField,
    ScopedManager,
    ScopedQuerySet,
    new_public_key,
)
from lederloft.foundation.tenancy.prepared import Window, prepared, prepared_everywhere
from lederloft.foundation.tenancy.queries import get_municipality, list_municipalities, wait_for_municipalities
from lederloft.foundation.tenancy.removal import delete_municipality
from lederloft.foundation.tenancy.scopes import current_municipality, require_municipality, scope

__all__ = [
    "ForeignScope",
    "Municipal",
    "Municipality",
    "MunicipalityField",
    "NotPrepared",
    "OutsideScope",
    "PublicKeyField",
    "ScopedManager",
    "ScopedQuerySet",
    "Window",
    "current_municipality",
    "delete_municipality",
    "get_municipality",
    "list_municipalities",
    "missing_defences",
    "new_public_key",
    "prepared",
    "prepared_everywhere",
    "raise_defences",
    "require_municipality",
    "scope",
    "wait_for_municipalities",
]
