"""Plan an edition with its gatherings and open it for signing up."""

from lederloft.domain.organisation.values import Ref
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionPlan
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module.open_a_draft import open_a_draft


@use_case(may=programmes.may_plan)
def open_an_edition(module_id: int, *, plan: EditionPlan, acting: Acting) -> Ref:
    """Make the edition and open it at once. To make a draft first: programmes.make_edition, then open_a_draft."""
    made = programmes.make_edition(module_id, plan=plan, acting=acting)
    open_a_draft(made.id, acting=acting)
    return made
