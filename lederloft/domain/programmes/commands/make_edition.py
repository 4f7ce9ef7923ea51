"""Plan an edition with its gatherings."""

from dataclasses import asdict

from lederloft.domain.organisation.api import Person
from lederloft.domain.organisation.values import Ref
from lederloft.domain.programmes.errors import PersonUnknown
from lederloft.domain.programmes.facts import EditionPlanned, FacilitatorAssigned
from lederloft.domain.programmes.models import Edition, FacilitatorAssignment, Gathering, Module
from lederloft.domain.programmes.policies import may_plan
from lederloft.domain.programmes.rules import (
    NAME_LIMIT,
    TEXT_LIMIT,
    clean_gatherings,
    require_capacity_in_range,
    require_sign_up_window,
)
from lederloft.domain.programmes.values import EditionPlan, ModuleDetails
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.clock.values import as_moment
from lederloft.foundation.errors.values import N_, NotFound
from lederloft.foundation.trail.api import record
from lederloft.foundation.use_cases.api import use_case
from lederloft.foundation.wording.values import clean_text


@use_case(may=may_plan)
def make_edition(module_id: int, *, plan: EditionPlan, acting: Acting) -> Ref:
    """Make a draft: only the development office sees it until it is opened. Refusals name field and remedy."""
    module = Module.objects.filter(pk=module_id).first()
    if module is None:
        raise NotFound
    details = ModuleDetails(module.name, "", module.required_minutes, module.gathering_count)
    name = clean_text(plan.name, label=N_("Navn på gjennomføringen"), limit=NAME_LIMIT, is_required=True)
    information = clean_text(
        plan.practical_information, label=N_("Praktisk informasjon"), limit=TEXT_LIMIT, is_one_line=False
    )
    require_capacity_in_range(plan.capacity)
    gatherings = clean_gatherings(plan, module=details)
    last_ends_at = max((g.ends_at for g in gatherings), default=plan.sign_up_closes_at)
    require_sign_up_window(plan.sign_up_opens_at, plan.sign_up_closes_at, last_ends_at)
    people = {*plan.facilitator_person_ids}
    if plan.contact_person_id is not None:
        people.add(plan.contact_person_id)
    if Person.objects.filter(pk__in=people).count() != len(people):
        raise PersonUnknown
    edition = Edition.objects.create(
        module=module,
        name=name,
        capacity=plan.capacity,
        sign_up_opens_at=as_moment(plan.sign_up_opens_at),
        sign_up_closes_at=as_moment(plan.sign_up_closes_at),
        contact_person_id=plan.contact_person_id,
        practical_information=information,
    )
    Gathering.objects.bulk_create(
        Gathering(edition=edition, number=number, **asdict(gathering)) for number, gathering in enumerate(gatherings, 1)
    )
    record(EditionPlanned(edition_id=edition.pk, module_id=module_id))
    for person_id in dict.fromkeys(plan.facilitator_person_ids):
        FacilitatorAssignment.objects.create(edition=edition, person_id=person_id)
        record(FacilitatorAssigned(edition_id=edition.pk, person_id=person_id, gathering_id=None))
    return Ref(edition.pk, edition.public_key)
