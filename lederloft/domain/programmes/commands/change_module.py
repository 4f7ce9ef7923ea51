"""Change what a module says or demands."""

from dataclasses import asdict

from lederloft.domain.programmes.errors import HoursFixed
from lederloft.domain.programmes.facts import ModuleChanged
from lederloft.domain.programmes.models import Edition, Module
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.rules import clean_module
from lederloft.domain.programmes.states import EditionState
from lederloft.domain.programmes.values import ModuleDetails
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.errors.values import NotFound
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import unchanged, use_case


@use_case(may=may_plan)
def change_module(module_id: int, *, details: ModuleDetails, acting: Acting) -> None:
    """Replace the module's texts and hours. The hours stand once an edition has been opened: HoursFixed."""
    module = Module.objects.select_for_update(no_key=True).filter(pk=module_id).first()
    if module is None:
        raise NotFound
    clean = clean_module(details)
    if all(getattr(module, name) == value for name, value in asdict(clean).items()):
        return unchanged(None)
    if clean.required_minutes != module.required_minutes:
        opened = Edition.objects.filter(module_id=module_id).exclude(state=EditionState.DRAFT)
        if opened.exists():
            raise HoursFixed
    Module.objects.filter(pk=module_id).update(**asdict(clean))
    record(ModuleChanged(module_id=module_id))
    return None
