"""Write a module down."""

from lederloft.domain.organisation.values import Ref
from lederloft.domain.programmes.facts import ModuleMade
from lederloft.domain.programmes.models import Module
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.rules import clean_module
from lederloft.domain.programmes.values import ModuleDetails
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case


@use_case(may=may_plan)
def make_module(offer_id: int, *, details: ModuleDetails, acting: Acting) -> Ref:
    """Make a module of an offer that exists."""
    clean = clean_module(details)
    module = Module.objects.create(
        offer_id=offer_id,
        name=clean.name,
        description=clean.description,
        required_minutes=clean.required_minutes,
        gathering_count=clean.gathering_count,
    )
    record(ModuleMade(module_id=module.pk))
    return Ref(module.pk, module.public_key)
