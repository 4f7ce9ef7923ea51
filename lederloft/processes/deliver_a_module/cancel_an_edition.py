"""Cancel an edition."""

from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.domain.programmes.api import EditionState, GatheringState
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.outbox.api import ToPerson, send_mails
from lederloft.foundation.tenancy.api import require_municipality
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling
from lederloft.processes.deliver_a_module.cancel_a_gathering import cancel_a_gathering


@use_case(may=programmes.may_plan)
def cancel_an_edition(edition_id: int, *, acting: Acting) -> bool:
    """Cancel it with the gatherings that haven't been held; everybody with a place gets a mail.

    False when it was cancelled already. Raises MoveNotAllowed when it is completed.
    """
    terms = programmes.lock_edition(edition_id)
    if terms.state not in programmes.ENDED:
        for gathering in programmes.list_gatherings(edition_id):
            if gathering.state == GatheringState.PLANNED:
                cancel_a_gathering(gathering.gathering_id, with_edition=True, acting=acting)
    if not programmes.turn_edition(edition_id, to=EditionState.CANCELLED, acting=acting):
        return False
    people = participation.list_seated_person_ids(edition_id) + participation.list_queued_person_ids(edition_id)
    participation.end_seats(edition_id, acting=acting)
    letters = [ToPerson(person_id, {"edition_id": edition_id}, str(edition_id)) for person_id in people]
    send_mails(telling.EDITION_CANCELLED, letters=letters, municipality_id=require_municipality())
    return True
