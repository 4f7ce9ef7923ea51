"""Correct that a gathering hasn't been held after all."""

from lederloft.domain.participation import api as participation
from lederloft.domain.programmes import api as programmes
from lederloft.foundation.acting.values import Acting
from lederloft.foundation.calendars import api as calendars
from lederloft.foundation.use_cases.api import use_case
from lederloft.processes.deliver_a_module import telling
from lederloft.processes.deliver_a_module.seeing import list_seeing


@use_case(may=programmes.may_plan)
def reopen_a_gathering(gathering_id: int, *, acting: Acting) -> bool:
    """It is planned again, what was registered on it goes, and hours and the edition follow.

    Seats that stayed empty since go to the queue where the edition gives seats again, and it stands in the calendars
    of those who come or lead now, as it is now. False when it wasn't held.
    Raises EditionEnded, and MoveNotAllowed when it is cancelled.
    """
    if not programmes.reopen_gathering(gathering_id, acting=acting):
        return False
    participation.take_back_attendance(gathering_id, acting=acting)
    edition_id = programmes.find_gathering(gathering_id).edition_id
    moved_up = participation.move_up_the_queue(edition_id, acting=acting)
    _set_calendars_right(edition_id, gathering_id)
    telling.welcome(edition_id, moved_up=moved_up)
    return True


def _set_calendars_right(edition_id: int, gathering_id: int) -> None:
    """What is held is left in calendars as it stood: who has come, gone or led since, and what was changed, is now."""
    leads = {f.person_id for f in programmes.list_facilitators(edition_id) if f.gathering_id in {None, gathering_id}}
    seated = participation.list_seated_person_ids(edition_id)
    there = dict.fromkeys([*seated, *list_seeing(edition_id, person_ids=leads)])
    source = telling.source_of(gathering_id)
    for person_id in calendars.list_invited(source):
        if person_id not in there:
            calendars.withdraw(person_id, sources=[source])
    telling.invite(edition_id, person_ids=there, gathering_id=gathering_id)
