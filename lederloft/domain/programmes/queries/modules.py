"""Reading modules."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from lederloft.domain.programmes.models import Module
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.values import ModuleDetails
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound


@dataclass(frozen=True)
class ModuleShown:
    """A module as a page shows it."""

    module_id: int
    module_key: str
    offer_id: int
    offer_key: str
    offer_name: str
    details: ModuleDetails
    edition_count: int


def list_modules(*, acting: Acting, offer_id: int | None = None) -> list[ModuleShown]:
    """Modules by offer and name, for the development office; nobody else gets any. One query."""
    if not may_plan(acting, None):
        return []
    modules = Module.objects.all() if offer_id is None else Module.objects.filter(offer_id=offer_id)
    return _modules(modules)


def get_module(module_key: str, *, acting: Acting) -> ModuleShown:
    """One module by its public key; raises NotFound."""
    found = _modules(Module.objects.filter(public_key=module_key)) if may_plan(acting, None) else []
    if not found:
        raise NotFound
    return found[0]


def _modules(modules: QuerySet[Module]) -> list[ModuleShown]:
    rows = (
        modules.annotate(edition_count=Count("editions"))
        .order_by("offer__name", "name", "id")
        .values_list(
            "id",
            "public_key",
            "offer_id",
            "offer__public_key",
            "offer__name",
            "name",
            "description",
            "required_minutes",
            "gathering_count",
            "edition_count",
        )
    )
    return [ModuleShown(*row[:5], details=ModuleDetails(*row[5:9]), edition_count=row[9]) for row in rows]
